"""The command line: `python -m visualizer app | export | train | bench | catalogue`."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from visualizer.places import ASSETS, ROOT
from visualizer.server.hosting import ANY, PORT, Hosting, base_path, origin


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """See, in real numbers, what a recurrent network does with a sentence, word by word."""


def _checked(rule: Callable[[str], str]) -> Callable[..., Any]:
    """A callback that brings an option's values, one or several, into their usual form."""

    def check(_: click.Context, __: click.Parameter, given: Any) -> Any:
        try:
            return rule(given) if isinstance(given, str) else tuple(map(rule, given))
        except ValueError as error:
            raise click.BadParameter(str(error)) from error

    return check


def _framer(text: str) -> str:
    return ANY if text == ANY else origin(text)


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Default: 8501, or the next free one.")
@click.option("--address", default="127.0.0.1", show_default=True, help="0.0.0.0 lets others in.")
@click.option("--open/--no-open", "open_browser", default=None, help="Open the browser.")
@click.option("--headless", is_flag=True, help="The same as --no-open.")
@click.option(
    "--base-path",
    "base",
    default="",
    metavar="PATH",
    callback=_checked(base_path),
    help="Serve below this path, such as /rnn.",
)
@click.option(
    "--trust",
    "trusted",
    multiple=True,
    metavar="ORIGIN",
    callback=_checked(origin),
    help="Behind a proxy: its address, such as https://outer.example.org; repeatable.",
)
@click.option(
    "--embed",
    "framers",
    multiple=True,
    metavar="ORIGIN",
    callback=_checked(_framer),
    help="Whose pages may show the app in a frame, '*' for all; repeatable.  [default: none]",
)
def app(
    port: int | None, address: str, open_browser: bool | None, headless: bool, **options: Any
) -> None:
    """Start the app and open it in the browser."""
    from visualizer.server import serving

    try:
        if port is None:
            port = serving.next_port(address)
            if port != PORT:
                click.echo(f"Port {PORT} is taken; using {port}.")
        else:
            serving.check_port(address, port)
    except serving.PortUnavailableError as error:
        raise click.ClickException(str(error)) from error
    if open_browser is None:
        open_browser = serving.has_screen()
    hosting = Hosting(address=address, port=port, **options)
    serving.serve(hosting, open_browser=open_browser and not headless, warm=_warm)


def _warm() -> None:
    from visualizer.ui.work.warming import warm

    warm()


FAMILIES = {
    "sentiment": {"language", "cell", "data", "seed"},
    "toy": {"language", "cell", "units", "seed"},
    "order": {"language", "cell", "seed"},
    "news": {"cell", "data", "seed"},
    "flags": {"language", "cell", "seed"},
    "agreement": {"cell", "data", "seed"},
    "race": {"task", "seeds", "quick", "pilots", "jobs"},
}
"""What `train` can train, and the options that each family takes."""

NEEDED = {
    "sentiment": ("cell", "data"),
    "toy": ("cell",),
    "order": ("cell",),
    "news": ("cell", "data"),
    "flags": ("cell",),
    "agreement": ("cell", "data"),
}
"""The options that a family cannot do without."""


@main.command()
@click.argument("family", type=click.Choice([*FAMILIES]), required=False)
@click.option("--list", "listed", is_flag=True, help="List the shipped networks, train nothing.")
@click.option(
    "--language",
    type=click.Choice(["en", "hi"]),
    default="en",
    help="sentiment, toy, order, flags: of the texts it reads.  [default: en]",
)
@click.option(
    "--cell",
    type=click.Choice(["lstm", "gru", "rnn", "bag"]),
    help="All but race: which network; a bag is one of order or news.",
)
@click.option("--units", type=int, default=8, help="toy: how many, 8 or 4.  [default: 8]")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="sentiment, news, agreement: folder with what it learns from.",
)
@click.option("--seed", type=int, default=0, help="All but race: the run's seed.  [default: 0]")
@click.option("--task", type=click.Choice(["recall", "adding"]), help="race: only this task.")
@click.option(
    "--seeds", type=click.IntRange(1, 100), default=3, help="race: runs of each.  [default: 3]"
)
@click.option("--pilots", is_flag=True, help="race: choose the learning rates anew, nothing else.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    help="race: how many run side by side.  [default: one a core]",
)
@click.option("--quick", is_flag=True, help="race: a short trial into a folder of your own.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for what is written.  [default: assets/models or assets/race]",
)
@click.pass_context
def train(
    context: click.Context, family: str | None, listed: bool, out: Path | None, **options: Any
) -> None:
    """Train one of the shipped networks again, or record the shipped races again.

    Without FAMILY: list them, each with its command. A training that was interrupted goes
    on when the same command is given again; those of races begin anew.
    """
    if family is None or listed:
        _list_commands(context)
        return
    _check_options(context, family, out)
    own = {name: options[name] for name in FAMILIES[family]}
    trainings = {
        **{"sentiment": _train_sentiment, "toy": _train_toy},
        **{"order": _train_order, "news": _train_news, "flags": _train_flags},
        **{"agreement": _train_agreement, "race": _train_race},
    }
    out = out or ASSETS / ("race" if family == "race" else "models")
    try:
        out.mkdir(parents=True, exist_ok=True)
        trainings[family](out, **own)
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _list_commands(context: click.Context) -> None:
    """Every shipped network, and what makes it anew; `DIR` stands for a folder of data."""
    from visualizer.networks.commands import PROGRAM, commands

    given = [*_given(context) - {"family", "listed"}]
    if given:
        raise click.UsageError(f"--{min(given)} needs one of {', '.join(FAMILIES)} before it")
    found = commands() | {"the recorded races": f"{PROGRAM} train race"}
    width = max(map(len, found))
    for name, command in found.items():
        click.echo(f"{name:<{width}}  {command}")


def _given(context: click.Context) -> set[str]:
    return {
        name
        for name in context.params
        if context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE
    }


def _check_options(context: click.Context, family: str, out: Path | None) -> None:
    given = _given(context)
    for name in sorted(given - FAMILIES[family]):
        for other, options in FAMILIES.items():
            if name in options:
                raise click.UsageError(f"--{name} belongs to `train {other}`, not `train {family}`")
    if not given.issuperset(needed := NEEDED.get(family, ())):
        raise click.UsageError(f"`train {family}` needs {' and '.join(f'--{n}' for n in needed)}")
    if context.params["quick"] and out is None:
        raise click.UsageError("--quick needs --out: it must not replace the shipped runs")


def _train_sentiment(out: Path, *, language: str, cell: str, data: Path, seed: int) -> None:
    from visualizer.networks.sentiment.training import train_sentiment

    train_sentiment(cell, data, out, language=language, seed=seed)


def _train_toy(out: Path, *, language: str, cell: str, units: int, seed: int) -> None:
    from visualizer.networks.toy.training import train_toy

    train_toy(language, cell, units, out, seed=seed)


def _train_order(out: Path, *, language: str, cell: str, seed: int) -> None:
    from visualizer.networks.classes.training import train_classes
    from visualizer.networks.order.material import order_material
    from visualizer.networks.registry import shipped_entry

    entry = shipped_entry("order", language, cell)
    train_classes(entry, order_material(language), out, seed=seed, precision="float32")


def _train_news(out: Path, *, cell: str, data: Path, seed: int) -> None:
    from visualizer.networks.classes.training import train_classes
    from visualizer.networks.news.material import news_material
    from visualizer.networks.registry import shipped_entry

    entry = shipped_entry("news", "en", cell)
    train_classes(entry, news_material(data), out, seed=seed)


def _train_flags(out: Path, *, language: str, cell: str, seed: int) -> None:
    from visualizer.networks.flags.material import flags_material
    from visualizer.networks.predicting.training import train_next
    from visualizer.networks.registry import shipped_entry

    train_next(shipped_entry("flags", language, cell), flags_material(language), out, seed=seed)


def _train_agreement(out: Path, *, cell: str, data: Path, seed: int) -> None:
    from visualizer.networks.agreement.material import agreement_material
    from visualizer.networks.predicting.training import train_next
    from visualizer.networks.registry import shipped_entry

    entry = shipped_entry("agreement", "en", cell)
    train_next(entry, agreement_material(data), out, seed=seed, precision="float16")


def _train_race(
    out: Path, *, task: str | None, seeds: int, quick: bool, pilots: bool, jobs: int
) -> None:
    from visualizer.networks import CheckpointError
    from visualizer.networks.race.pilots import read_pilots
    from visualizer.networks.race.tasks import TASKS
    from visualizer.networks.race.training import planned, record_pilots, record_races

    if pilots:
        for pilot in record_pilots(out, jobs=jobs):
            place = f"{pilot.task}, gap {pilot.gap}, {pilot.contender}, {pilot.learning_rate}:"
            click.echo(f"{place:<46} {pilot.accuracies} after {pilot.steps} steps")
        return
    chosen_by = read_pilots(ASSETS / "race")
    plan = planned(chosen_by, (task,) if task else TASKS, seeds, quick=quick)
    try:
        card = record_races(plan, chosen_by, out, jobs=jobs)
    except CheckpointError as error:
        raise click.ClickException(f"{error}; remove the folder {out} to start afresh") from error
    for score in card.results:
        place = f"{score.task}, gap {score.gap}, {score.contender}:"
        click.echo(f"{place:<32} {score.median:.2f} ({score.lowest:.2f}-{score.highest:.2f})")


@main.command()
@click.argument("text")
@click.option("--model", "name", help="By default an LSTM that reads the text's language.")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="The page to write.",
)
@click.option("--language", default="en", show_default=True, help="The page's language.")
def export(text: str, name: str | None, out: Path, language: str) -> None:
    """Write a page with what a network does with TEXT: one file, for any browser, no server."""
    from visualizer.lexicon.language import translator
    from visualizer.networks import CheckpointError, load_model
    from visualizer.networks.languages import language_of
    from visualizer.networks.sentiment.network import SentimentNetwork
    from visualizer.showing.export import reading_page, write_page

    try:
        own = "sentiment-hi-lstm" if language_of(text) == "hi" else "sentiment-lstm"
        say, network = translator(language), load_model(name or own)
        if not isinstance(network, SentimentNetwork):
            raise ValueError(f"a page needs a network that gives one verdict, {name} gives classes")
        reading = network.read(text)
        target = write_page(reading_page(network, reading, say), out)
    except (CheckpointError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    if reading.left_out:
        kept = len(reading.tokens)
        click.echo(f"The page holds {kept} words and signs; {reading.left_out} more are left out.")
    click.echo(f"{target}: {target.stat().st_size / 1000:.0f} kB")


@main.command()
@click.option("--json", "target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--only", metavar="NAME", help="Only the measurements whose name contains NAME.")
def bench(target: Path | None, only: str | None) -> None:
    """Measure the budgets and print each beside its target."""
    import sys

    sys.path.insert(0, str(ROOT))
    from benchmarks.report import run_benchmarks

    raise SystemExit(0 if run_benchmarks(target=target, only=only) else 1)


@main.command()
@click.option("--check/--update", default=True, show_default=True)
def catalogue(check: bool) -> None:
    """Check that every language says everything, or bring its catalogue up to date."""
    from visualizer.lexicon import catalogues

    if not check:
        for line in catalogues.update_all():
            click.echo(line)
        return
    problems = catalogues.check_all()
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(f"{len(problems)} problems in texts and catalogues")
    click.echo("Texts and catalogues are complete.")


if __name__ == "__main__":
    main(prog_name="python -m visualizer")
