"""Packed bytes, read as strictly as the frontend's `payload.js` reads them."""

import json
import zlib
from typing import Any

import numpy as np


def unpack(packed: bytes) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """Header and arrays."""
    content = zlib.decompress(packed)
    length = int.from_bytes(content[:4], "little")
    header = json.loads(content[4 : 4 + length], parse_constant=_no_number)
    values = content[-(-(4 + length) // 8) * 8 :]
    return header, {name: _array(values, **place) for name, place in header["arrays"].items()}


def track_of(packed: bytes, number: int = 0) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What is said of one track of a scene, and its arrays."""
    header, arrays = unpack(packed)
    own = {
        name.removeprefix(f"{number}/"): array
        for name, array in arrays.items()
        if name.startswith(f"{number}/")
    }
    return header["tracks"][number], own


def _array(
    values: bytes, *, type: str, offset: int, shape: list[int], scale: float = 1.0
) -> np.ndarray:
    width, size = int(type[1]), int(np.prod(shape))
    assert offset % 8 == 0
    planes = np.frombuffer(values, np.uint8, size * width, offset).reshape(width, size)
    array = np.ascontiguousarray(planes.T).view(f"<{type}").reshape(shape)
    return array if type[0] == "f" else array * (scale / 32767)


def _no_number(constant: str) -> float:
    raise AssertionError(f"a browser's JSON has no {constant}")
