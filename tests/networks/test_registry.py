"""The registry knows every network by name and loads it when it is asked for."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

import visualizer as viz
from tests.tools.imported import imported_by
from visualizer.networks.cards import Card, Share
from visualizer.networks.entries import CheckpointError, Entry, Task
from visualizer.networks.registry import ENTRIES, REGISTRY, TASKS, Registry

BAG = Task(name="bag", module="tests.addition.visualizer.networks.weights.network")
ENTRY = Entry(name="bag-of-words", task="bag", language="en", files={"vocabulary": "words.json"})


@pytest.fixture
def entry(tmp_path: Path) -> Entry:
    """A network without a recurrent layer, its files stored in half precision."""
    entry = replace(ENTRY, folder=tmp_path)
    (tmp_path / "words.json").write_text(json.dumps(["<unk>", "good", "bad"]), encoding="utf-8")
    weights = torch.tensor([[0.0], [2.0], [-1.5]], dtype=torch.float16)
    save_file({"weights.weight": weights}, entry.weights)
    card_of_bag().save(entry.card)
    return entry


def card_of_bag(**changes: Any) -> Card[Share]:
    fields: dict[str, Any] = {
        **{"name": "bag-of-words", "task": "bag", "cell": None, "language": "en"},
        **{"data": "made up", "source": "here", "licence": "MIT", "training": "by hand"},
        **{"selection": "none", "seed": 0, "epochs": 0, "seconds": 0.0, "parameters": 3},
        **{"precision": "float16", "own": Share(1.0, 2)},
    }
    return Card(**fields | changes)


def test_the_library_lists_all_networks_and_those_of_a_task() -> None:
    assert viz.list_models() == tuple(entry.name for entry in ENTRIES)
    assert viz.list_models("sentiment")[:3] == ("sentiment-lstm", "sentiment-gru", "sentiment-rnn")
    assert viz.list_models(task="sentiment") == viz.list_models("sentiment")


def test_an_unknown_task_is_refused_with_the_choices() -> None:
    names = ", ".join(REGISTRY.tasks)
    with pytest.raises(ValueError, match=f"a task must be one of {names}, got 'nonsense'"):
        viz.list_models("nonsense")


def test_a_network_without_a_recurrent_layer_fits_in(entry: Entry) -> None:
    registry = Registry([*TASKS, BAG], [*ENTRIES, entry])
    assert registry.names("bag") == ("bag-of-words",)
    network = registry.load("bag-of-words")
    assert network.card.cell is None
    assert network.weights.weight.dtype == torch.float32
    reading = network.read("good bad good film")
    assert reading.unknown == (False, False, False, True)
    assert reading.verdict == pytest.approx(torch.sigmoid(torch.tensor(0.625)).item())


def test_every_load_is_a_fresh_copy() -> None:
    first = viz.load_model("sentiment-rnn")
    with torch.no_grad():
        first.readout.bias += 1
    assert not torch.equal(viz.load_model("sentiment-rnn").readout.bias, first.readout.bias)


def test_a_taken_name_is_refused() -> None:
    registry = Registry(TASKS, ENTRIES)
    with pytest.raises(ValueError, match="name must be new, got 'sentiment-gru', which is taken"):
        registry.add(ENTRIES[1])
    with pytest.raises(ValueError, match="name must be new, got 'sentiment', which is taken"):
        registry.add_task(TASKS[0])


def test_an_entry_of_an_unknown_task_is_refused() -> None:
    with pytest.raises(ValueError, match="a task must be one of sentiment, got 'bag'"):
        Registry(TASKS[:1]).add(ENTRY)


@pytest.mark.parametrize("name", ["", "A", "../x", "a--b", "-a", "a b", "a/b", "क", "a.b"])
def test_a_name_that_could_be_a_path_or_markup_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="parted by hyphens"):
        Entry(name=name, task="sentiment")


def test_a_network_can_be_added_for_a_while_and_removed(entry: Entry) -> None:
    registry = Registry([BAG])
    registry.add(entry)
    registry.remove("bag-of-words")
    assert registry.names() == ()
    with pytest.raises(ValueError, match="a model must be one of"):
        registry.remove("bag-of-words")
    assert entry.weights.exists()


def test_a_missing_file_is_told_at_loading_not_before(entry: Entry) -> None:
    entry.weights.unlink()
    registry = Registry([BAG], [entry])
    with pytest.raises(CheckpointError, match=r"bag-of-words\.safetensors .* missing"):
        registry.load("bag-of-words")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parameters": 4}, "it says 4 parameters, the weights have 3"),
        ({"precision": "float32"}, "must be finite float32 numbers, as the card says"),
        ({"cell": "lstm"}, "cell must be None, got lstm"),
    ],
)
def test_a_card_and_weights_that_disagree_are_refused(
    entry: Entry, changes: dict[str, Any], told: str
) -> None:
    card_of_bag(**changes).save(entry.card)
    with pytest.raises(CheckpointError, match=told):
        Registry([BAG], [entry]).load("bag-of-words")


def test_a_file_that_an_entry_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="must be one of vocabulary, got 'merges'"):
        ENTRY.file("merges")


def test_every_name_begins_with_its_task_and_every_file_is_there() -> None:
    for name in REGISTRY.names():
        entry = REGISTRY.entry(name)
        assert name == f"{entry.task}-{entry.variant}"
        own = json.loads(entry.card.read_text("utf-8"))["own"]
        assert entry.units in (None, own.get("hidden_size"))
        assert entry.weights.exists()
        assert entry.card.exists()
        assert all(entry.file(role).exists() for role in entry.files)


def test_listing_networks_loads_no_torch() -> None:
    assert "torch" not in imported_by("import visualizer as viz; viz.list_models()")


def test_loading_a_network_does_not_load_pytorchs_compiler() -> None:
    """It would take longer than everything else before the first picture."""
    loaded = imported_by("import visualizer as viz; viz.load_model('sentiment-lstm').read('fine')")
    assert "torch" in loaded
    assert not loaded & {"torch._dynamo", "sympy"}
