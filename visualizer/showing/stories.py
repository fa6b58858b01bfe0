"""What happened at each word, as sentences in the reader's language, true by construction."""

from collections.abc import Sequence

from visualizer.core import Forgotten, StepStory, Written
from visualizer.lexicon.language import Translator

NOTICEABLE = 0.02
"""A smaller change of the verdict is told as none."""


def tell_steps(
    stories: Sequence[StepStory], *, tokens: Sequence[str], units: int, say: Translator
) -> list[list[str]]:
    """Two to four sentences for every step."""
    return [
        [*_verdict(story, word, say), _flips(story, units, say), *_memory(story, say)]
        if story.finite
        else [say("Some values at this step are not finite numbers.")]
        for story, word in zip(stories, tokens, strict=True)
    ]


def _verdict(story: StepStory, word: str, say: Translator) -> list[str]:
    if story.before is None or story.after is None:
        return []
    return [_moved(story.before, story.after, word, say)]


def _moved(before: float, after: float, word: str, say: Translator) -> str:
    numbers = {"word": word, "before": f"{before:.2f}", "after": f"{after:.2f}"}
    if abs(after - before) < NOTICEABLE:
        return say("“{word}” left the verdict almost unchanged at {after}.", **numbers)
    if before >= 0.5 > after:
        return say("“{word}” turned the verdict negative: from {before} to {after}.", **numbers)
    if before <= 0.5 < after:
        return say("“{word}” turned the verdict positive: from {before} to {after}.", **numbers)
    if after > before:
        return say("“{word}” raised the verdict from {before} to {after}.", **numbers)
    return say("“{word}” lowered the verdict from {before} to {after}.", **numbers)


def _flips(story: StepStory, units: int, say: Translator) -> str:
    up, down = len(story.flips_up), len(story.flips_down)
    if not up + down:
        return say("No unit's state changed its sign.")
    return say.count(
        "{n} of {units} units changed its sign ({up} up, {down} down).",
        "{n} of {units} units changed their sign ({up} up, {down} down).",
        up + down,
        units=units,
        up=up,
        down=down,
    )


def _memory(story: StepStory, say: Translator) -> list[str]:
    told = []
    if story.forgotten is not None and story.kept is not None:
        told.append(_forgotten(story.forgotten, story.kept, say))
    if story.written is not None:
        told.append(_written(story.written, say))
    return told or [say("A plain RNN has no gates: it rewrites every unit at every step.")]


def _forgotten(forgotten: Forgotten, kept: float, say: Translator) -> str:
    return say(
        "On average the units kept {kept} % of their memory. The largest drop was in unit {unit}: "
        "of {before} it kept {share} %.",
        kept=round(100 * kept),
        unit=forgotten.unit,
        share=round(100 * forgotten.kept),
        before=_signed(forgotten.before),
    )


def _written(written: Written, say: Translator) -> str:
    return say(
        "Most was written into unit {unit}: {amount}.",
        unit=written.unit,
        amount=_signed(written.amount),
    )


def _signed(value: float) -> str:
    return f"{value:+z.2f}".replace("-", "−")
