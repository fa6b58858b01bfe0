"""The files of a network: stored in single or half precision, checked before use."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from visualizer.networks.cards import Card, Precision, read_card
from visualizer.networks.entries import CheckpointError, Entry, reason_of
from visualizer.networks.vocabulary import Vocabulary, read_vocabulary

DTYPES = {"float32": torch.float32, "float16": torch.float16}
"""How numbers may be stored, by what the card calls it; a network computes in float32."""

Own = TypeVar("Own")
Net = TypeVar("Net", bound=nn.Module)


def stored_card(entry: Entry, own: type[Own]) -> Card[Own]:
    """The card of a network.

    Args:
        own: the dataclass of the task's own part.

    Raises:
        CheckpointError: it is missing, damaged or another network's.
    """
    try:
        card = read_card(entry.card, own)
    except (OSError, ValueError) as error:
        raise CheckpointError(entry.name, entry.card.name, reason_of(error)) from error
    for field in ("name", "task", "cell", "language"):
        wanted, got = getattr(entry, field), getattr(card, field)
        if got != wanted:
            reason = f"it is the card of {card.name}: {field} must be {wanted}, got {got}"
            raise CheckpointError(entry.name, entry.card.name, reason)
    return card


def stored_vocabulary(entry: Entry, size: int, role: str = "vocabulary") -> Vocabulary:
    """A vocabulary of a network.

    Args:
        size: the number of words that the card says.
        role: which one, of several.

    Raises:
        CheckpointError: it is missing, damaged or of another size.
    """
    path = entry.file(role)
    try:
        vocabulary = read_vocabulary(path)
    except (OSError, ValueError) as error:
        raise CheckpointError(entry.name, path.name, reason_of(error)) from error
    if len(vocabulary) != size:
        reason = f"it has {len(vocabulary)} words, the card says {size}"
        raise CheckpointError(entry.name, path.name, reason)
    return vocabulary


@contextmanager
def hollow() -> Iterator[None]:
    """Networks built inside have shapes and no numbers yet, nor memory for them."""
    with torch.device("meta"), _NoFirstValues():
        yield


def filled(network: Net, entry: Entry, card: Card[Own]) -> Net:
    """The network with its stored numbers, as float32 whatever precision they are stored in.

    Args:
        network: built inside `hollow()`.

    Raises:
        CheckpointError: the weights are missing, damaged, or not those that the card tells of.
    """
    weights = _read_weights(entry)
    _check_weights(network, weights, entry, DTYPES[card.precision])
    network.load_state_dict({key: each.float() for key, each in weights.items()}, assign=True)
    parameters = sum(parameter.numel() for parameter in network.parameters())
    if parameters != card.parameters:
        reason = f"it says {card.parameters} parameters, the weights have {parameters}"
        raise CheckpointError(entry.name, entry.card.name, reason)
    return network.eval()


def rounded(network: Net, precision: Precision) -> Net:
    """The network as it will be when it was stored in this precision and loaded again.

    What a card says is measured on this. The network itself is changed and returned.
    """
    weights = network.state_dict()
    network.load_state_dict({k: each.to(DTYPES[precision]).float() for k, each in weights.items()})
    return network


def save_checkpoint(network: nn.Module, card: Card[Own], entry: Entry) -> None:
    """Write weights and card into the entry's folder.

    Raises:
        OSError: a file cannot be written.
    """
    dtype = DTYPES[card.precision]
    weights = {key: each.to(dtype).contiguous() for key, each in network.state_dict().items()}
    entry.weights.write_bytes(save(weights))
    card.save(entry.card)


class _NoFirstValues(TorchFunctionMode):
    """Leaves out `nn.init`, which on the `meta` device imports PyTorch's compiler: 1.3 s."""

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        named = kwargs or {}
        if getattr(func, "__module__", None) == nn.init.__name__:
            return named["tensor"] if "tensor" in named else args[0]
        return func(*args, **named)


def _read_weights(entry: Entry) -> dict[str, Tensor]:
    # Read, not mapped: a file replaced while the app runs must not change or crash the network.
    # Cloned onto aligned memory, where products run fast.
    try:
        return {key: each.clone() for key, each in load(entry.weights.read_bytes()).items()}
    except (OSError, SafetensorError) as error:
        raise CheckpointError(entry.name, entry.weights.name, reason_of(error)) from error


def _check_weights(
    network: nn.Module, weights: dict[str, Tensor], entry: Entry, dtype: torch.dtype
) -> None:
    expected = {name: tuple(weight.shape) for name, weight in network.state_dict().items()}
    got = {name: tuple(weight.shape) for name, weight in weights.items()}
    for name in sorted(expected.keys() | got.keys()):
        if expected.get(name) != got.get(name):
            reason = f"{name} must be {expected.get(name)}, got {got.get(name)}"
            raise CheckpointError(entry.name, entry.weights.name, reason)
        if weights[name].dtype != dtype or not weights[name].isfinite().all():
            kind = str(dtype).removeprefix("torch.")
            reason = f"{name} must be finite {kind} numbers, as the card says"
            raise CheckpointError(entry.name, entry.weights.name, reason)
