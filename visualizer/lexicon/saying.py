"""How the code says something: the calls whose literals are messages, found in its syntax."""

import ast
from collections.abc import Iterator
from pathlib import Path

from visualizer.places import ROOT


def sources(root: Path = ROOT) -> list[Path]:
    """Every module that may say something to a person."""
    return sorted([*(root / "visualizer").rglob("*.py"), *(root / "pages").rglob("*.py")])


def parsed(path: Path) -> ast.Module:
    """A module's syntax."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def messages_in(tree: ast.Module) -> Iterator[tuple[str | tuple[str, str], int]]:
    """Every message, one string or the two forms of a count, and its line."""
    for call in calls(tree):
        first, second = [*map(string, call.args[:2]), None, None][:2]
        if saying(call) == "count" and first and second:
            yield (first, second), call.lineno
        elif saying(call) == "say" and first:
            yield first, call.lineno


def calls(tree: ast.AST) -> list[ast.Call]:
    """Every call, in the order of the text."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return sorted(found, key=lambda call: (call.lineno, call.col_offset))


def string(node: ast.AST) -> str | None:
    """What a literal says; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return None


def saying(call: ast.Call) -> str | None:
    """`say` for say(...), self.say(...), N_(...); `count` for say.count(...); else nothing."""
    if not call.args:
        return None
    if last_name(call.func) in ("say", "N_"):
        return "say"
    if isinstance(call.func, ast.Attribute) and call.func.attr == "count":
        return "count" if last_name(call.func.value) == "say" else None
    return None


def last_name(node: ast.expr) -> str | None:
    """`c` of c and of a.b.c."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def first_name(node: ast.expr) -> str | None:
    """`a` of a, a.b.c, a[b] and a.b(c)."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else None


def texts(node: ast.expr) -> Iterator[str]:
    """The literals that an expression may come to, without those handed to calls."""
    if text := string(node):
        yield text
    elif isinstance(node, ast.JoinedStr):
        yield "".join(string(part) or "" for part in node.values)
    else:
        for branch in _branches(node):
            yield from texts(branch)


def _branches(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp():
            return [node.left, node.right]
        case ast.IfExp():
            return [node.body, node.orelse]
        case ast.BoolOp() | ast.Dict():
            return node.values
        case ast.List() | ast.Tuple():
            return node.elts
        case _:
            return []
