"""How numbers travel to the browser: one `bytes` value, a JSON header and the arrays behind it."""

import json
from collections.abc import Mapping
from typing import Literal

import numpy as np


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
