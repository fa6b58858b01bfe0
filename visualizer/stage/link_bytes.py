"""What a page's controls are set to, for the address bar (`frontend/shell/link.js`)."""

from collections.abc import Mapping, Sequence

from visualizer.stage.packing import packed, shell_header


def pack_link(
    link: Mapping[str, str | None],
    *,
    path: str = "",
    foreign: Sequence[str] = (),
    steps: Sequence[str] = (),
) -> bytes:
    """Pack names and values for the address; it shows nothing.

    Args:
        link: values by their full names; None goes from the address.
        path: the page's on the server, below the app's own.
        foreign: prefixes of names that go too: those of other pages.
        steps: the names whose change is a step that the Back button undoes.
    """
    header = shell_header("shell/link", unseen=True)
    said = {"values": dict(link), "path": path, "foreign": [*foreign], "steps": [*steps]}
    return packed(header | said, {}, dtype="<f4")
