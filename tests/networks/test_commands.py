"""Every shipped network has a command that makes it anew, and `train` lists them."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from visualizer.__main__ import FAMILIES, NEEDED, main
from visualizer.networks.commands import command_of, commands
from visualizer.networks.entries import Entry, Task
from visualizer.networks.registry import REGISTRY, Registry


@pytest.mark.parametrize("name", REGISTRY.names())
def test_a_command_names_its_network_and_takes_options_that_there_are(name: str) -> None:
    entry, command = REGISTRY.entry(name), commands()[name]
    assert re.match(rf"python -m visualizer train {entry.task} ", command)
    given = dict(re.findall(r"--(\w+) (\S+)", command))
    assert {*NEEDED[entry.task]} <= given.keys() <= FAMILIES[entry.task]
    assert given["cell"] == entry.kind
    assert given.get("language", "en") == entry.language
    assert "{" not in command


def test_no_two_networks_have_the_same_command() -> None:
    found = commands()
    assert [*found] == [*REGISTRY.names()]
    assert len({*found.values()}) == len(found)


def test_a_task_without_a_training_has_no_command() -> None:
    registry = Registry([Task(name="made", module="made.up")], [Entry(name="made-up", task="made")])
    assert command_of(registry.entry("made-up"), registry) is None
    assert commands(registry) == {}


@pytest.mark.parametrize("arguments", [["train"], ["train", "--list"], ["train", "toy", "--list"]])
def test_train_lists_every_network_and_the_races(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    for name, command in commands().items():
        assert re.search(rf"^{name} +{re.escape(command)}$", result.output, re.MULTILINE)
    assert "python -m visualizer train race" in result.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--cell", "lstm"], f"--cell needs one of {', '.join(FAMILIES)} before it"),
        (["news", "--cell", "lstm"], "`train news` needs --cell and --data"),
        (["news", "--language", "hi"], "--language belongs to `train sentiment`"),
        (["order", "--cell", "cnn"], "'cnn' is not one of"),
        (["order"], "`train order` needs --cell"),
        (["toy", "--cell", "bag"], "got toy-en-bag-8"),
        (["sentiment", "--cell", "bag", "--data", "."], "one of lstm, gru, rnn"),
        (["news", "--cell", "bag", "--data", "."], "dtc_train.csv"),
        (["flags"], "`train flags` needs --cell"),
        (["flags", "--cell", "gru"], "one of flags-lstm, flags-hi-lstm, got 'gru' in 'en'"),
        (["agreement", "--cell", "lstm"], "`train agreement` needs --cell and --data"),
        (["agreement", "--cell", "lstm", "--data", "."], "pairs_cap300.tsv"),
    ],
)
def test_what_cannot_be_trained_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    out = ["--out", str(tmp_path)] if "--cell" in arguments and arguments[0] != "--cell" else []
    result = CliRunner().invoke(main, ["train", *arguments, *out])
    assert result.exit_code != 0
    assert said in result.output


def test_a_page_of_a_network_without_one_verdict_is_refused(tmp_path: Path) -> None:
    arguments = ["export", "good", "--model", "order-lstm", "-o", str(tmp_path / "a.html")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "needs a network that gives one verdict, order-lstm gives classes" in result.output
