"""How numbers travel to the browser: one `bytes` value, a JSON header and the arrays behind it."""

import json
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple

import numpy as np

ALIGNED = 8
"""Every array begins at a multiple of it, where a browser can take it as it lies."""
LEVEL = 4
"""Of deflating: 6 takes half as long again and saves half a hundredth."""
STEPS = 32767
WIDEST = 4.0


class Sixteen(NamedTuple):
    """Numbers in 16 bits: `scale` times `steps` / 32767, at most `scale` / 65534 off."""

    steps: np.ndarray
    scale: float


Packable = np.ndarray | Sixteen


def sixteen_bits(values: np.ndarray) -> Packable:
    """Values in 16 bits each, at most 6.2e-5 off (1.6e-5 within -1..1); as they are if that fails.

    It fails for what is not finite and for what is beyond -4..4.
    """
    largest = float(np.abs(values).max(initial=0.0))
    if not largest <= WIDEST:
        return values
    scale = max(1.0, largest)
    return Sixteen(np.rint(values * (STEPS / scale)).astype("<i2"), scale)


def shell_header(
    kind: str,
    *,
    address: str | None = None,
    bare: bool = False,
    needs: Iterable[str] = (),
    unseen: bool = False,
) -> dict[str, object]:
    """The part of a header that `frontend/shell/figure.js` reads.

    Args:
        kind: the module below frontend/ that shows the figure, such as "plots/curves".
        address: the prefix of the names under which the address bar keeps what a person looks at;
            None: it does not.
        bare: take the values of older links too, whose names have no prefix.
        needs: further modules, which `kind` does not import itself.
        unseen: it brings something to other figures and shows nothing.

    Raises:
        ValueError: an address that is no prefix.
    """
    if address is not None and not re.fullmatch("[a-z]+(_[a-z]+)*", address):
        raise ValueError(
            f"address must be of small letters parted by underscores, or None, got {address!r}"
        )
    place = None if address is None else {"prefix": address, "bare": bare}
    header: dict[str, object] = {"kind": kind, "needs": sorted({*needs}), "address": place}
    return header | {"unseen": True} if unseen else header


def packed(
    header: Mapping[str, object],
    arrays: Mapping[str, Packable],
    *,
    dtype: Literal["<f4", "<f8"],
) -> bytes:
    """Pack what `frontend/shell/payload.js` unpacks, deflated as a whole.

    A little-endian uint32 gives the length of the JSON header that follows. It gives each array's
    type, shape and offset in bytes, from the first multiple of eight behind it. Of an array first
    every value's first byte lies there, then every second one, and so on, which deflates better.

    Args:
        dtype: of the arrays that are not in 16 bits.
    """
    places: dict[str, Mapping[str, object]] = {}
    parts: list[bytes] = []
    offset = 0
    for name, array in arrays.items():
        if isinstance(array, Sixteen):
            values, kind = array.steps, {"type": "i2", "scale": array.scale}
        else:
            values, kind = np.ascontiguousarray(array, dtype=dtype), {"type": dtype[1:]}
        places[name] = {**kind, "offset": offset, "shape": values.shape}
        parts.append(_padded(_by_byte(values)))
        offset += len(parts[-1])
    text = json.dumps(
        {**header, "arrays": places}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    start = _padded(len(text).to_bytes(4, "little") + text)
    return zlib.compress(b"".join([start, *parts]), LEVEL)


def header_of(packed: bytes) -> dict[str, Any]:
    """The header of packed bytes."""
    content = zlib.decompress(packed)
    return json.loads(content[4 : 4 + int.from_bytes(content[:4], "little")])


def _by_byte(values: np.ndarray) -> bytes:
    return values.reshape(-1, 1).view(np.uint8).T.tobytes()


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % ALIGNED)
