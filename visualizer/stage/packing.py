"""How numbers travel to the browser: one `bytes` value, a JSON header and the arrays behind it."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np


def shell_header(
    kind: str, *, address: str | None, bare: bool = False, needs: Iterable[str] = ()
) -> dict[str, object]:
    """The part of a header that `frontend/shell/figure.js` reads.

    Args:
        kind: the module below frontend/ that shows the figure, such as "plots/curves".
        address: the prefix of the names under which the address bar keeps what a person looks at;
            None: it does not.
        bare: take the values of older links too, whose names have no prefix.
        needs: further modules, which `kind` does not import itself.

    Raises:
        ValueError: an address that is no prefix.
    """
    if address is not None and not re.fullmatch("[a-z]+(_[a-z]+)*", address):
        raise ValueError(
            f"address must be of small letters parted by underscores, or None, got {address!r}"
        )
    place = None if address is None else {"prefix": address, "bare": bare}
    return {"kind": kind, "needs": sorted({*needs}), "address": place}


def packed(
    header: Mapping[str, object],
    arrays: Mapping[str, np.ndarray],
    *,
    dtype: Literal["<f4", "<f8"],
) -> bytes:
    """Pack what `frontend/shell/payload.js` unpacks.

    A little-endian uint32 gives the length of the JSON header that follows, padded to a multiple
    of four; the header names the arrays' type, and each one's offset in values and its shape.
    """
    offsets = np.cumsum([0, *(array.size for array in arrays.values())])
    places = {
        name: {"offset": int(offset), "shape": array.shape}
        for (name, array), offset in zip(arrays.items(), offsets, strict=False)
    }
    text = json.dumps(
        {**header, "dtype": dtype, "arrays": places}, ensure_ascii=False, separators=(",", ":")
    ).encode()
    text += b" " * (-len(text) % 4)
    values = (np.ascontiguousarray(array, dtype=dtype).tobytes() for array in arrays.values())
    return b"".join([len(text).to_bytes(4, "little"), text, *values])
