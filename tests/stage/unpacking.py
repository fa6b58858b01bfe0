"""Packed bytes, read as `frontend/shell/payload.js` reads them."""

import json
from typing import Any

import numpy as np


def unpack(packed: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays."""
    length = int.from_bytes(packed[:4], "little")
    header = json.loads(packed[4 : 4 + length])
    values = np.frombuffer(packed[4 + length :], dtype=header["dtype"])
    arrays = {
        name: values[place["offset"] :][: int(np.prod(place["shape"]))].reshape(place["shape"])
        for name, place in header["arrays"].items()
    }
    return header, arrays
