"""The forms between which the subject decides in one sentence, before and after a pull."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np

from visualizer.lexicon.language import Translator
from visualizer.networks.flags.flagged import Flags
from visualizer.networks.predicting.network import NextReading
from visualizer.showing.flags import as_written, decision_at, form_told, forms_after
from visualizer.ui.controls.plain import heading, paragraph
from visualizer.ui.flags.runs import pulled_of
from visualizer.ui.flags.tabs import Pulled
from visualizer.ui.flags.texts import Read
from visualizer.ui.work.readings import network


@dataclass(frozen=True, kw_only=True)
class Place:
    """One word of the sentence whose form the subject decides.

    Attributes:
        step: the word before it.
        right: the form that stands there; None behind the last word.
        forms: each with what it says of the subject; None where that is not known.
        before: the share of each among them, 0 to 1, in the run as it is; `after` with units held.
        together: how likely any of them was as it is.
    """

    step: int
    right: str | None
    forms: Mapping[str, Flags | None]
    before: Sequence[float]
    after: Sequence[float]
    together: float


def places_of(read: Read, after: NextReading | None) -> Iterator[Place]:
    """The places of a sentence at which forms are to be decided."""
    reading, language = read.reading, network(read.name).language
    for step in range(len(reading.tokens)):
        decision = decision_at(read.sentence, step + 1)
        forms = forms_after(reading, read.sentence, language, step)
        if decision is None and (step < len(reading.tokens) - 1 or not forms):
            continue
        at = [reading.classes.index(form) for form in forms if form in reading.classes]
        before = reading.probabilities[step, at]
        changed = before if after is None else after.probabilities[step, at]
        said = {} if decision is None else decision.forms
        yield Place(
            step=step,
            right=None if decision is None else decision.right,
            forms={form: said.get(form) for form in forms},
            before=shares(before),
            after=shares(changed),
            together=float(before.sum()),
        )


def shares(values: np.ndarray) -> list[float]:
    """Each value's share of their sum."""
    return [float(value) for value in values / max(float(values.sum()), 1e-30)]


def forms_html(read: Read, pulled: Pulled | None, say: Translator) -> str:
    """Bars of every form at every place, before and after, as a table."""
    after = None if pulled is None else pulled_of(read.name, read.text, *pulled)
    places = [*places_of(read, after)]
    head = heading(say("The words that the subject decides here"))
    if not places:
        return head + paragraph(say("No word of this text is decided by its subject."))
    written = as_written(network(read.name).language)
    rows = "".join(_place(place, read, written, after is not None, say) for place in places)
    heads = [say("after"), say("form"), say("as it is")]
    if after is not None:
        heads.append(say("with units held"))
    columns = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    note = say(
        "Shares among the forms of one word, 0 to 1; the form that stands in the sentence is "
        "marked. All words that could come next share the rest."
    )
    body = f"<table><thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table>"
    name = escape(say("The words that the subject decides here"))
    region = f'tabindex="0" role="region" aria-label="{name}"'
    bars = f'<div class="plain-table form-bars" {region}>{body}</div>'
    return head + bars + paragraph(note, small=True)


def _place(
    place: Place, read: Read, written: Mapping[str, str], changed: bool, say: Translator
) -> str:
    rows = ""
    before_word = read.reading.tokens[place.step]
    for k, (form, flags) in enumerate(place.forms.items()):
        told = say("“{word}”, word {number}", word=before_word, number=place.step + 1)
        first = f"<td>{escape(told)}</td>" if k == 0 else "<td></td>"
        mark = " ◂" if form == place.right else ""
        said = "" if flags is None else form_told(flags, say)
        name = f"<b>{escape(written.get(form, form))}</b>{mark} <small>{escape(said)}</small>"
        cells = _bar(place.before[k], None)
        if changed:
            cells += _bar(place.after[k], place.before[k])
        kind = ' class="place"' if k == 0 else ""
        rows += f"<tr{kind}>{first}<td>{name}</td>{cells}</tr>"
    return rows


def _bar(share: float, was: float | None) -> str:
    """A bar from 0 to 1 with its number, and a mark where it was."""
    mark = "" if was is None else f'<i style="left:{100 * was:.1f}%"></i>'
    bar = f'<span class="form-bar"><span style="width:{100 * share:.1f}%"></span>{mark}</span>'
    return f'<td class="form-cell">{bar} {share:.2f}</td>'
