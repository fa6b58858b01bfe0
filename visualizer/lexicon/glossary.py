"""One word for one term: a language's table, `assets/languages/<code>.toml`, held by its catalogue.

Each `[[rule]]` has regular expressions: where `english` is found in a message (everywhere if left
out) that one of `files` says (any if left out), its translation has `wanted` in it and not
`forbidden`. Without `english`, `wanted` is what to write instead. In English a `{placeholder}`
reads `{}`. `sentence_end` is what ends a sentence.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a translation has to say, or must not."""

    english: str = ""
    wanted: str = ""
    forbidden: str = ""
    files: tuple[str, ...] = ()

    def problem(self, original: str, form: str, files: Iterable[str]) -> str | None:
        """What a form breaks of the rule, if it is meant by it."""
        said = re.sub(r"\{\w+\}", "{}", original)
        if not re.search(self.english, said, re.IGNORECASE) or not self._is_for(files):
            return None
        if self.forbidden and (found := re.search(self.forbidden, form)):
            instead = f", use {self.wanted}" if self.wanted else ""
            return f"not {found[0]}{instead}: {form!r}"
        if self.english and not re.search(self.wanted, form):
            return f"no {self.wanted} for {self.english!r} in {form!r}"
        return None

    def _is_for(self, files: Iterable[str]) -> bool:
        return not self.files or any(
            fnmatch(file, pattern) for file in files for pattern in self.files
        )


@dataclass(frozen=True)
class Glossary:
    """The rules of one language."""

    sentence_end: str = ""
    rules: tuple[Rule, ...] = ()

    def problems(self, original: str, form: str, files: Iterable[str]) -> Iterator[str]:
        """Every rule that a form of a message breaks.

        Args:
            original: in English.
            form: its translation.
            files: who says it.
        """
        said_by = [*files]
        for rule in self.rules:
            if problem := rule.problem(original, form, said_by):
                yield problem


def read_glossary(path: Path) -> Glossary:
    """A language's table; an empty one if there is no such file."""
    if not path.exists():
        return Glossary()
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    rules = (Rule(**{**rule, "files": tuple(rule.get("files", ()))}) for rule in table["rule"])
    return Glossary(table["sentence_end"], tuple(rules))
