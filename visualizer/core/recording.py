"""`record`: run a model as it is and keep every value its recurrent modules compute."""

import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._pytree import tree_leaves
from torch.utils.hooks import RemovableHandle

from visualizer.core.calls import Given, plain, read_arguments, read_output
from visualizer.core.interventions import changed_run
from visualizer.core.modules import Recurrent, drops_between_layers, first_names, recurrent_modules
from visualizer.core.recomputing import record_of_call, record_of_run
from visualizer.core.records import Record, join
from visualizer.core.sequences import Sequences


class RecordingError(ValueError):
    """Something that cannot be recorded exactly; says what, where, and what to do instead."""


class Recording(Mapping[str, Record]):
    """The records of one `with record(model)` block, keyed by module name.

    The key is the name in `model.named_modules()`, and "" if the model itself is recurrent; a
    module under several names answers to each. `recording[name]` is everything the module did, if
    its calls make one sequence; `sequences` and `calls` have them apart.
    """

    def __init__(self, model: nn.Module, modules: Mapping[str, Recurrent]):
        self._first_names = first_names(model)
        self._kept = {name: _Kept() for name in modules}

    def calls(self, name: str) -> tuple[Record, ...]:
        """Every call of one module inside the block, in order.

        Raises:
            KeyError: the model has no recurrent module of that name.
        """
        return tuple(self._of(name).calls())

    def sequences(self, name: str) -> tuple[Record, ...]:
        """The calls of one module, joined along T where one goes on with what another returned.

        A call goes on with an earlier one if it was given, value by value, the states that the
        earlier one returned: detached or copied does not matter. The joined record has the first
        call's `h0` (and `c0`) and `taken`, and the largest `max_error`. Calls in two directions, or
        of packed texts of unequal lengths, stay apart.

        Raises:
            KeyError: the model has no recurrent module of that name.
        """
        return tuple(self._of(name).sequences())

    def __getitem__(self, name: str) -> Record:
        match self.sequences(name):
            case (only,):
                return only
            case ():
                raise KeyError(f"module {name!r} was not called inside the with block")
            case several:
                raise RecordingError(
                    f"module {name!r} was called {len(self.calls(name))} times inside the with "
                    f"block, for {len(several)} separate sequences; take one of "
                    f"recording.sequences({name!r}), or of .calls({name!r})"
                )

    def __iter__(self) -> Iterator[str]:
        return (name for name, kept in self._kept.items() if kept)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        lines = [f"  {name!r}: {record!r}" for name in self for record in self.sequences(name)]
        return "\n".join([f"<Recording of {len(self)} modules>", *lines])

    def keep(
        self,
        name: str,
        module: Recurrent,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        output: Any,
    ) -> None:
        """Add the record of a call that has just returned; the hooks of `record` do."""
        if isinstance(module, nn.RNNBase) and drops_between_layers(module):
            raise RecordingError(
                f"module {name!r} drops values between its layers while training "
                f"(dropout={module.dropout}), and which ones cannot be seen; call model.eval()"
            )
        if _is_transformed((args, kwargs, output)):
            raise RecordingError(
                f"module {name!r} runs inside a torch.func transform (grad, jacrev, vmap), where "
                "its values are not there to be read; record a plain call"
            )
        of = plain(module)
        changed = changed_run(module)
        given = read_arguments(module, args, kwargs, of=of)
        values, states = read_output(module, given, output, of=of)
        if changed is None:
            record = record_of_call(module, given, values, states)
        else:
            record = record_of_run(changed, values, states)
        self._kept[name].add(given, states, record)

    def _of(self, name: str) -> "_Kept":
        first = self._first_names.get(name)
        if first not in self._kept:
            raise KeyError(f"name must be one of {list(self._kept)}, got {name!r}")
        return self._kept[first]


class _Kept:
    """What one module did: its calls by the sequence they belong to."""

    def __init__(self) -> None:
        self._sequences = Sequences()
        self._records: list[list[Record]] = []
        self._joined: list[Record | None] = []
        self._order: list[tuple[int, int]] = []

    def __bool__(self) -> bool:
        return bool(self._order)

    def add(self, given: Given, states: Sequence[Tensor], record: Record) -> None:
        """Keep the record of one more call."""
        position = self._sequences.position(given)
        self._sequences.extend(position, given, states)
        if position.sequence == len(self._records):
            self._records.append([])
            self._joined.append(None)
        self._order.append((position.sequence, len(self._records[position.sequence])))
        self._records[position.sequence].append(record)
        self._joined[position.sequence] = None

    def calls(self) -> Iterator[Record]:
        """The records in the order of the calls."""
        return (self._records[sequence][number] for sequence, number in self._order)

    def sequences(self) -> Iterator[Record]:
        """One record for each sequence, in whose memory those of its calls are from then on."""
        for number, records in enumerate(self._records):
            joined = self._joined[number]
            if joined is None:
                joined, self._records[number] = join(records)
                self._joined[number] = joined
            yield joined


def _is_transformed(values: object) -> bool:
    """Whether some tensor stands for values inside a torch.func transform.

    PyTorch says so in a private module alone, which has no types: hence what pyright ignores.
    """
    return any(
        isinstance(value, Tensor) and torch._C._functorch.is_functorch_wrapped_tensor(value)  # pyright: ignore
        for value in tree_leaves(values)
    )


@contextmanager
def record(model: nn.Module, *, only: str | Sequence[str] | None = None) -> Generator[Recording]:
    """Record every call of the recurrent modules inside `model`.

        with record(model) as recording:
            model(inputs)
        recording["encoder.lstm"].f        # forget gate, (L, D, T, B, H)

    Recorded are `nn.RNN`, `nn.LSTM`, `nn.GRU` and the single-step `nn.RNNCell`, `nn.LSTMCell`,
    `nn.GRUCell`, by their names in `model.named_modules()`. Axes of every quantity: layer L,
    direction D (0 forward, 1 backward), time T in text order whatever the direction and
    `batch_first`, batch B in the order given, unit H. Quantities by cell: `i f g o c h` of an LSTM,
    `r z n h` of a GRU, `h` of an RNN, all after their non-linearity; beside them `x` (T, B, E),
    `h0`, `c0` (L, D, B, H), `lengths` (B,) and `max_error`, the check against PyTorch's own
    output. float32, float64 if the model is. Past the length of a packed text all is NaN. A
    cell's record joins the steps of its loop along T, with L = D = 1; see `Recording`.

    The forward pass is the model's own, bit for bit; parameters, training mode, hooks and random
    state are as found afterwards, also when the body raises. A recording sees the calls of the
    thread that opened it and no others, so threads can share one model. (If one thread's call
    fails while another enters or leaves `record`, PyTorch may raise its own RuntimeError about
    hooks on top; the true error is then that error's `__context__`.) Memory: the record itself and
    one layer's working set.

    Args:
        model: any module; under `torch.nn.utils.parametrize` its effective weights count.
        only: record only the modules of these names, "" the model itself.

    Raises:
        RecordingError: no recurrent module in `model`, a name in `only` that is none, or one that
            cannot be recorded exactly: a scripted, compiled or quantized module, a cell class
            of its own, and, at its call, dropout between layers in training mode.
    Source:
        torch.nn.RNN, torch.nn.LSTM, torch.nn.GRU and their cells.
    """
    modules = recurrent_modules(model, only, error=RecordingError)
    recording = Recording(model, modules)
    owner = threading.get_ident()
    handles: list[RemovableHandle] = []

    def hook_of(name: str):
        # While one thread adds or removes this hook, another's call may find it without its
        # with_kwargs flag and pass no kwargs: so what is passed is looked at by the owner only.
        def keep(module: Recurrent, args: tuple[Any, ...], *kwargs_and_output: Any) -> None:
            # A copy of the model, made inside the block, has a copy of this hook.
            if threading.get_ident() == owner and module is modules.get(name):
                recording.keep(name, module, args, *kwargs_and_output)

        return keep

    try:
        for name, module in modules.items():
            handles.append(module.register_forward_hook(hook_of(name), with_kwargs=True))
        yield recording
    finally:
        for handle in handles:
            handle.remove()
        modules.clear()
