"""``vanban diagnose GOLD_DIR [DIR]``: how right the program is, and every slip with its words and its rule."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.markup import escape

from pipeline.cli import options, texts
from pipeline.cli.arguments import parse_choice, parse_limit, parse_tolerance
from pipeline.cli.render import Column, show_rows
from pipeline.cli.session import Session, leave, wrong_use
from pipeline.settings import get_settings

if TYPE_CHECKING:
    from pipeline.scoring.agreement import Figures
    from pipeline.scoring.cases import Diagnosis, Fall
    from pipeline.scoring.slips import Shown

GoldFolder = Annotated[Path, typer.Argument(metavar="GOLD_DIR", help=texts.GOLD_ARG.vi)]
Scored = Annotated[Path | None, typer.Argument(metavar="DIR", help=texts.SCORED_ARG.vi, show_default=False)]
Group = Annotated[str | None, typer.Option("--group", metavar="TEXT", help=texts.GROUP_OPT.vi)]
Most = Annotated[str | None, typer.Option("--limit", metavar="N", help=texts.SLIPS_OPT.vi)]
Show = Annotated[bool, typer.Option("--show", help=texts.SHOW_OPT.vi)]
Baseline = Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help=texts.BASELINE_OPT.vi)]
Tolerance = Annotated[str | None, typer.Option("--tolerance", metavar="NUMBER", help=texts.TOLERANCE_OPT.vi)]
Format = Annotated[str | None, typer.Option("--format", metavar="table|json", help=texts.SCORE_FORMAT_OPT.vi)]

_DEFAULT_LIMIT = 5


def register(app: typer.Typer) -> None:
    """Add the verb to the command."""
    app.command("diagnose", help=texts.DIAGNOSE_HELP.vi)(diagnose)


def diagnose(
    context: typer.Context,
    gold: GoldFolder,
    documents: Scored = None,
    group: Group = None,
    limit: Most = None,
    show: Show = False,
    baseline: Baseline = None,
    tolerance: Tolerance = None,
    written_format: Format = None,
) -> None:
    from pipeline.scoring import cases

    session = options.session_of(context)
    most = None if show else parse_limit(limit) or _DEFAULT_LIMIT
    as_json = written_format is not None and parse_choice(written_format, ("table", "json"), "--format") == "json"
    allowed = parse_tolerance(tolerance)
    before = _figures_before(baseline) if baseline else None
    for folder in (gold, documents or gold):
        if not folder.is_dir():
            raise wrong_use("no_folder", texts.NO_FOLDER, texts.NO_FOLDER_HINT, path=folder)
    found = cases.diagnose(gold, documents or gold, get_settings())
    fallen = cases.falls(found.figures, before, cases.ROUNDING if allowed is None else allowed) if before else []
    wanted = group.casefold() if group else ""
    figures = {name: of for name, of in found.figures.items() if wanted in name.casefold()}
    slips = [slip for slip in found.slips if wanted in slip.group.casefold()]
    _tell_unread(session, found)
    if as_json:
        # everything, whatever a screen has room for
        typer.echo(json.dumps(_values(found, figures, slips, fallen), ensure_ascii=False, indent=1))
    else:
        _show(session, len(found.cases), figures, slips, most)
    for fall in fallen:
        session.note(texts.FALLEN, group=fall.group, was=f"{fall.was:.3f}", now=f"{fall.now:.3f}")
    if fallen:
        leave(1)


def _figures_before(path: Path) -> dict[str, Any]:
    """Return the figures of another day; wrong use where the file holds none."""
    from pipeline.scoring.cases import read_figures

    figures = read_figures(path)
    if figures is None:
        raise wrong_use("bad_baseline", texts.BAD_BASELINE, texts.BAD_BASELINE_HINT, path=path)
    return figures


def _tell_unread(session: Session, found: Diagnosis) -> None:
    for case in found.cases:
        if case.error:
            session.note(texts.UNREAD_CASE, name=case.name, reason=case.error.message(session.language))
        elif case.record is None:
            session.note(texts.NO_CASE, name=case.name)


def _values(
    found: Diagnosis, figures: dict[str, Figures], slips: Sequence[Shown], fallen: Sequence[Fall]
) -> dict[str, Any]:
    return {
        "documents": len(found.cases),
        "unread": {case.name: case.error.code if case.error else "missing" for case in found.cases if not case.record},
        "figures": {group: of.to_json() for group, of in figures.items()},
        "slips": [asdict(slip) for slip in slips],
        "fallen": [asdict(fall) for fall in fallen],
    }


# --- for the eye ------------------------------------------------------------------------------------------------------

_FigureRow = tuple[str, "Figures"]
_COLUMNS: list[Column[_FigureRow]] = [
    Column(texts.H_GROUP, lambda row: row[0], ratio=1),
    Column(texts.H_PRECISION, lambda row: f"{row[1].precision:.3f}", width=6, justify="right"),
    Column(texts.H_RECALL, lambda row: f"{row[1].recall:.3f}", width=6, justify="right"),
    Column(texts.H_F1, lambda row: f"{row[1].f1:.3f}", width=6, justify="right"),
    Column(texts.H_RIGHT, lambda row: str(row[1].right), width=6, justify="right"),
    Column(texts.H_FOUND, lambda row: str(row[1].found), width=6, justify="right"),
    Column(texts.H_WANTED, lambda row: str(row[1].wanted), width=6, justify="right"),
]


def _show(
    session: Session, documents: int, figures: dict[str, Figures], slips: Sequence[Shown], most: int | None
) -> None:
    show_rows(session, list(figures.items()), _COLUMNS)
    session.say(texts.SCORED, documents=documents, slips=len(slips))
    printed: Counter[str] = Counter()
    for slip in sorted(slips, key=lambda slip: list(figures).index(slip.group)):
        printed[slip.group] += 1
        if most is None or printed[slip.group] <= most:
            session.out.print("\n".join(_lines(session, slip)))
    left = sum(max(0, number - most) for number in printed.values()) if most is not None else 0
    if left:
        session.note(texts.SLIPS_LEFT, number=left)


def _lines(session: Session, slip: Shown) -> Iterator[str]:
    """Yield a slip: what and where, the words of the document, the rule."""
    missed = slip.kind == "missed"
    place = slip.document if slip.page is None else f"{slip.document}, {session.text(texts.ON_PAGE, page=slip.page)}"
    what = session.text(texts.MISSED if missed else texts.FALSE)
    yield f"\n[bold]{what}[/] {escape(slip.group)} [dim]({escape(place)})[/]: {escape(slip.value)}"
    if slip.about and slip.about != slip.value:
        whole = texts.OF_MISSED_TASK if missed else texts.OF_FALSE_TASK
        yield f"    {session.text(whole if slip.whole_task else texts.OF_TASK)}: {escape(slip.about)}"
    if slip.before or slip.words or slip.after:
        yield f"    …{escape(slip.before)}[bold]⟦{escape(slip.words)}⟧[/]{escape(slip.after)}…"
    else:
        yield f"    {session.text(texts.NOT_IN_TEXT)}"
    if slip.instead:
        there = texts.BESIDE if slip.beside else texts.INSTEAD
        yield f"    {session.text(there if missed else texts.GOLD_SAYS)}: {escape(slip.instead)}"
    at = texts.RULE_BESIDE if slip.beside else texts.RULE_THERE
    fired = session.text(at if missed else texts.RULE_FIRED)
    rules = [f"{fired}: [cyan]{escape(slip.rule or '-')}[/]"]
    if slip.usual_rule:
        rules.append(f"{session.text(texts.RULE_USUAL)}: [cyan]{escape(slip.usual_rule)}[/]")
    yield "    " + "; ".join(rules)
