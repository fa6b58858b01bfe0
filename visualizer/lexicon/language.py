"""Every user-visible string in the reader's language, from gettext catalogues read with Babel."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from visualizer.places import ASSETS

CATALOGUES = ASSETS / "languages"
SOURCE_LANGUAGE = "en"


def N_(message: str) -> str:  # noqa: N802  gettext's own name for "mark, translate later"
    """Mark a message for the catalogue where it is defined, to be translated where it is shown."""
    return message


@dataclass(frozen=True)
class Translator:
    """Says messages in one language; an English message without a translation stays English."""

    code: str
    catalogue: Catalog | None = None

    def __call__(self, message: str, **values: object) -> str:
        """Translate `message`, then fill its `{placeholders}` from `values`, if any are given."""
        translated = self._translated(message)
        return translated.format(**values) if values else translated

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Translate the form of a message that fits the number `n`, which fills `{n}`, grouped."""
        forms = self._found(one)
        if not isinstance(forms, tuple | list) or not all(forms):
            forms = (one, many)
        return forms[n != 1].format(n=self.number(n), **values)

    def number(self, n: int) -> str:
        """A whole number with its digits grouped as the language does: 1,234,567 or 12,34,567."""
        return _grouped(n, self.code)

    def _translated(self, message: str) -> str:
        found = self._found(message)
        return str(found) if found else message

    def _found(self, message: str) -> str | tuple[str, ...] | list[str] | None:
        found = self.catalogue.get(message) if self.catalogue is not None else None
        return None if found is None else found.string


@lru_cache
def languages() -> tuple[str, ...]:
    """Codes of the languages on offer: English, then every catalogue in `assets/languages`."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in CATALOGUES.glob("*.po")))


@lru_cache
def own_name(code: str) -> str:
    """The name of a language as its own speakers write it, such as हिन्दी for `hi`."""
    return (Locale(code).get_display_name(code) or code).capitalize()


@lru_cache(2**14)
def _grouped(n: int, code: str) -> str:
    """Babel takes 60 µs for a number, and a page says dozens of small ones."""
    return format_decimal(n, locale=code)


@lru_cache
def translator(code: str) -> Translator:
    """The translator for one language.

    Raises:
        ValueError: no catalogue for `code`.
    """
    if code not in languages():
        raise ValueError(f"code must be one of {', '.join(languages())}, got {code!r}")
    if code == SOURCE_LANGUAGE:
        return Translator(code)
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        return Translator(code, read_po(file, locale=code))


def preferred_language(wanted: Iterable[str]) -> str:
    """The first wanted language that is on offer (`hi-IN` counts as `hi`), else English."""
    on_offer = languages()
    for tag in wanted:
        code = tag.replace("_", "-").split("-")[0].lower()
        if code in on_offer:
            return code
    return SOURCE_LANGUAGE
