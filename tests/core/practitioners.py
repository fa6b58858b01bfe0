"""Recurrent models as practitioners write them, for the tests that record them from end to end."""

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, mse_loss
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence
from torch.utils.checkpoint import checkpoint

State = tuple[Tensor, Tensor]
"""h and c of an LSTM."""


class AttentiveClassifier(nn.Module):
    """A packed bidirectional LSTM, and attention over those of its states that are of words."""

    def __init__(self, vocabulary: int = 20, width: int = 5, units: int = 4, classes: int = 3):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width, padding_idx=0)
        self.lstm = nn.LSTM(width, units, batch_first=True, bidirectional=True)
        self.attention = nn.Linear(2 * units, 1, bias=False)
        self.head = nn.Linear(2 * units, classes)

    def forward(self, words: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """Logits (B, classes) and attention (B, T); words past the lengths are 0."""
        packed = pack_padded_sequence(
            self.embedding(words), lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        output, _ = self.lstm(packed)
        states, _ = pad_packed_sequence(output, batch_first=True, total_length=words.shape[1])
        scores = self.attention(torch.tanh(states)).squeeze(-1)
        attention = scores.masked_fill(words == 0, -torch.inf).softmax(dim=1)
        pooled = torch.einsum("bt,bth->bh", attention, states)
        return self.head(pooled), attention


class Translator(nn.Module):
    """A GRU encoder, and an LSTMCell decoder that is fed the context it attended to last."""

    BEGIN = 1

    def __init__(self, vocabulary: int = 12, width: int = 4, units: int = 5):
        super().__init__()
        self.source_embedding = nn.Embedding(vocabulary, width, padding_idx=0)
        self.encoder = nn.GRU(width, units, batch_first=True, bidirectional=True)
        self.bridge = nn.Linear(2 * units, units)
        self.target_embedding = nn.Embedding(vocabulary, width)
        self.decoder = nn.LSTMCell(width + 2 * units, units)
        self.query = nn.Linear(units, 2 * units, bias=False)
        self.read_out = nn.Linear(3 * units, vocabulary)

    def encode(self, source: Tensor) -> tuple[Tensor, State]:
        """What the decoder attends to (B, S, 2H), and the state it starts with."""
        memory, last = self.encoder(self.source_embedding(source))
        h = torch.tanh(self.bridge(torch.cat([last[0], last[1]], dim=-1)))
        return memory, (h, torch.zeros_like(h))

    def step(
        self, word: Tensor, context: Tensor, state: State, memory: Tensor, blank: Tensor
    ) -> tuple[Tensor, Tensor, State]:
        """Logits of the next word, the context they were read with, and the next state."""
        h, c = self.decoder(torch.cat([self.target_embedding(word), context], dim=-1), state)
        scores = torch.einsum("bsk,bk->bs", memory, self.query(h))
        attention = scores.masked_fill(blank, -torch.inf).softmax(dim=1)
        context = torch.einsum("bs,bsk->bk", attention, memory)
        return self.read_out(torch.cat([h, context], dim=-1)), context, (h, c)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        """Logits (B, T, V) under teacher forcing: step t reads the target's word t."""
        memory, state = self.encode(source)
        context, logits = torch.zeros_like(memory[:, 0]), []
        for word in target.unbind(1):
            now, context, state = self.step(word, context, state, memory, source == 0)
            logits.append(now)
        return torch.stack(logits, dim=1)

    @torch.no_grad()
    def greedy(self, source: Tensor, steps: int) -> Tensor:
        """The words (B, steps) that are likeliest one after the other."""
        memory, state = self.encode(source)
        context, words = torch.zeros_like(memory[:, 0]), [torch.full_like(source[:, 0], self.BEGIN)]
        for _ in range(steps):
            now, context, state = self.step(words[-1], context, state, memory, source == 0)
            words.append(now.argmax(dim=-1))
        return torch.stack(words[1:], dim=1)


class Forecaster(nn.Module):
    """A stateful forecaster of several variables, which goes on where its last call ended."""

    def __init__(self, variables: int = 3, units: int = 6):
        super().__init__()
        self.lstm = nn.LSTM(variables, units, batch_first=True)
        self.head = nn.Linear(units, variables)
        self.state: State | None = None

    def reset(self) -> None:
        """Forget the series."""
        self.state = None

    def forward(self, series: Tensor) -> Tensor:
        """The forecast of each next step; (B, T, variables), as the series."""
        states, (h, c) = self.lstm(series, self.state)
        self.state = h.detach(), c.detach()
        return self.head(states)


def truncated_backpropagation(model: Forecaster, series: Tensor, steps: int) -> Iterator[float]:
    """Train on one chunk of the series after the other; the loss of each."""
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    model.reset()
    past, future = series[:, :-1].split(steps, dim=1), series[:, 1:].split(steps, dim=1)
    for now, then in zip(past, future, strict=True):
        optimizer.zero_grad()
        loss = mse_loss(model(now), then)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        yield loss.item()


class StackedGRU(nn.Module):
    """A loop over layers of GRUCells with learned first states and dropout between the layers."""

    def __init__(self, width: int = 3, units: int = 4, layers: int = 3, dropout: float = 0.4):
        super().__init__()
        sizes = [width] + [units] * layers
        self.cells = nn.ModuleList(map(nn.GRUCell, sizes[:-1], sizes[1:]))
        self.start = nn.Parameter(torch.linspace(-0.8, 0.8, layers * units).reshape(layers, units))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """The top layer's states (T, B, H)."""
        states = [start.expand(x.shape[1], -1) for start in self.start]
        top = []
        for below in x:
            for k, cell in enumerate(self.cells):
                states[k] = cell(self.dropout(below) if k else below, states[k])
                below = states[k]
            top.append(below)
        return torch.stack(top)


class CharacterModel(nn.Module):
    """A language model of characters that reads in and out with the same weights."""

    def __init__(self, characters: int = 15, units: int = 6):
        super().__init__()
        self.embedding = nn.Embedding(characters, units)
        self.lstm = nn.LSTM(units, units, num_layers=2, dropout=0.3)
        self.read_out = nn.Linear(units, characters)
        self.read_out.weight = self.embedding.weight

    def forward(self, characters: Tensor, state: State | None = None) -> tuple[Tensor, State]:
        """Logits (T, B, characters) of each next character, and the state to go on with."""
        output, after = self.lstm(self.embedding(characters), state)
        return self.read_out(output), after

    def loss(self, characters: Tensor) -> Tensor:
        """The mean cross-entropy of the characters after the first."""
        logits, _ = self(characters[:-1])
        return cross_entropy(logits.flatten(0, 1), characters[1:].flatten())


class Siamese(nn.Module):
    """How alike two texts are, read by one encoder: exp of minus their distance, in (0, 1]."""

    def __init__(self, vocabulary: int = 10, width: int = 3, units: int = 4):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary, width)
        self.encoder = nn.LSTM(width, units, batch_first=True)

    def forward(self, left: Tensor, right: Tensor) -> Tensor:
        """Of each pair of texts (B, T), (B, S)."""
        ends = [self.encoder(self.embedding(words))[1][0][-1] for words in (left, right)]
        return torch.exp(-(ends[0] - ends[1]).abs().sum(dim=-1))


class ResidualStack(nn.Module):
    """Layers each of which adds to what the ones below gave."""

    def __init__(self, units: int = 4, kinds: Sequence[Any] = (nn.LSTM, nn.GRU, nn.RNN)):
        super().__init__()
        self.layers = nn.ModuleList(kind(units, units) for kind in kinds)
        self.norms = nn.ModuleList(nn.LayerNorm(units) for _ in kinds)

    def forward(self, x: Tensor) -> Tensor:
        """As the input, (T, B, H)."""
        for layer, norm in zip(self.layers, self.norms, strict=True):
            x = x + layer(norm(x))[0]
        return x


class Parallel(nn.Module):
    """What nn.DataParallel and its like look like from outside: the model is their `module`."""

    def __init__(self, module: nn.Module):
        super().__init__()
        self.module = module

    def forward(self, *inputs: Any) -> Any:
        """The model's own output."""
        return self.module(*inputs)


class NormedLSTM(nn.LSTM):
    """An LSTM that is to give out normed states, by inheritance."""

    def __init__(self, *sizes: int):
        super().__init__(*sizes)
        self.norm = nn.LayerNorm(self.hidden_size)

    # nn.LSTM declares one overload for each kind of input; this one takes tensors alone.
    def forward(self, input: Tensor, hx: Any = None) -> tuple[Tensor, State]:  # type: ignore[override]  it has overloads
        """The LSTM's output, normed, and its states as they are."""
        output, states = super().forward(input, hx)
        return self.norm(output), states


class NormAround(nn.Module):
    """The same with the LSTM as a part."""

    def __init__(self, lstm: nn.LSTM):
        super().__init__()
        self.lstm = lstm
        self.norm = nn.LayerNorm(lstm.hidden_size)

    def forward(self, x: Tensor) -> tuple[Tensor, State]:
        """The LSTM's output, normed, and its states as they are."""
        output, states = self.lstm(x)
        return self.norm(output), states


class Checkpointed(nn.Module):
    """An LSTM whose values are computed again in the backward pass instead of being kept."""

    def __init__(self, width: int = 3, units: int = 4, *, with_head: bool = False):
        super().__init__()
        self.lstm = nn.LSTM(width, units)
        self.head = nn.Linear(units, 2)
        self.with_head = with_head
        self.checkpointing = True

    def forward(self, x: Tensor) -> Tensor:
        """The head's output (T, B, 2); `with_head` says whether it too is computed again."""
        inside = self._both if self.with_head else self._states
        y = checkpoint(inside, x, use_reentrant=False) if self.checkpointing else inside(x)
        assert isinstance(y, Tensor)
        return y if self.with_head else self.head(y)

    def _states(self, x: Tensor) -> Tensor:
        return self.lstm(x)[0]

    def _both(self, x: Tensor) -> Tensor:
        return self.head(self._states(x))
