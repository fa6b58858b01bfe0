"""Words that can be moved, as they travel to `frontend/order/words.js`."""

from hashlib import blake2b

from visualizer.lexicon.language import Translator
from visualizer.stage.order_wording import order_keys, order_wording
from visualizer.stage.packing import packed, shell_header
from visualizer.views.orders import Ordered, OrderRow


def pack_ordered(ordered: Ordered, *, say: Translator, heard: int = 0) -> bytes:
    """Pack what can be moved, and what was made of the order now.

    Args:
        heard: the number of the last move that the order now follows.
    """
    header = {
        **shell_header("order/words"),
        "language": say.code,
        "read": ordered.language,
        "id": words_id(ordered),
        "tokens": [*ordered.tokens],
        "unknown": [*map(bool, ordered.unknown)],
        "order": [*ordered.order],
        "heard": heard,
        "classes": [*ordered.classes],
        "rows": [_row(row) for row in ordered.rows],
        "told": ordered.told,
        "keys": order_keys(say),
        "text": order_wording(say),
    }
    return packed(header, {}, dtype="<f4")


def words_id(ordered: Ordered) -> str:
    """What tells these words from any others; a move that names another text is none."""
    said = "\n".join([ordered.language, *ordered.tokens])
    return blake2b(said.encode(), digest_size=9).hexdigest()


def _row(row: OrderRow) -> dict[str, object]:
    return {
        "key": row.key,
        "name": row.name,
        "typed": row.typed.astype(float).tolist(),
        "now": row.now.astype(float).tolist(),
        "same": row.same,
        "told": row.told,
    }
