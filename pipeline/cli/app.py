"""The tree of commands: one module a group of verbs, help in the user's language, wrong use explained."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.core import TyperCommand, TyperGroup

from pipeline.cli import diagnose, doctor, files, queries, runs, texts, units
from pipeline.cli.session import Session, Text, wrong_use
from pipeline.errors import Language, UsageError

#: Typer's own headings and its help line, which it knows in English only.
_HEADINGS = {
    "Usage:": "Cách dùng:",
    "Arguments:": "Đối số:",
    "Options:": "Tùy chọn:",
    "Commands:": "Các lệnh:",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH ...",
}
# Missing argument 'FILES'. | No such command 'taks'. | Got unexpected extra argument (x)
_QUOTED = re.compile(r"'(?P<quoted>[^']{1,500})'|\((?P<braced>[^)]{1,500})\)")
_CONTEXT = {"help_option_names": ["--help", "-h"], "max_content_width": 100}

app = typer.Typer(
    name="vanban",
    help=texts.APP_HELP.vi,
    no_args_is_help=False,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_CONTEXT,
)
for group in (files, runs, queries, units, diagnose, doctor):
    group.register(app)


@app.callback()
def root(
    context: typer.Context,
    language: Annotated[str | None, typer.Option("--lang", metavar="vi|en", help=texts.LANG_HELP.vi)] = None,
    version: Annotated[bool, typer.Option("--version", help=texts.VERSION_HELP.vi)] = False,
) -> None:
    """Print the version, or the help where no verb is given. ``--lang`` is taken out of the words before this."""
    if version:
        from importlib.metadata import version as installed

        typer.echo(f"vanban {installed('vanban')}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(words: Sequence[str], session: Session) -> int:
    """Run the command that ``words`` name and return its exit code."""
    command = typer.main.get_command(app)
    assert isinstance(command, TyperGroup)  # several verbs make a group
    _translate(command, session.language)
    if "_VANBAN_COMPLETE" in os.environ:
        command.main(args=list(words), prog_name="vanban")
    try:
        with command.make_context("vanban", list(words), obj=session) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except typer.TyperException as error:
        raise _explained(error, command) from error
    return 0


def _translate(command: TyperCommand | TyperGroup, language: Language) -> None:
    """Put the help of a command and of all below it into the language. Sources are the Vietnamese texts."""
    english = {text.vi: text.en for text in vars(texts).values() if isinstance(text, Text)}
    pending: list[TyperCommand | TyperGroup] = [command]
    while pending:
        current = pending.pop()
        if language == "en":
            current.help = english.get(current.help or "", current.help)
        current.short_help = (current.help or "").partition("\n\n")[0]
        for parameter in current.params:
            written = getattr(parameter, "help", None)
            if language == "en" and written:
                parameter.help = english.get(written, written)  # type: ignore[attr-defined]
        _speak(current, language)
        pending += getattr(current, "commands", {}).values()


def _speak(command: TyperCommand | TyperGroup, language: Language) -> None:
    """Let the command write its help page with our headings."""
    written = command.get_help

    def get_help(context: typer.Context) -> str:
        page = written(context)
        page = page.replace("Show this message and exit.", getattr(texts.HELP_HELP, language))
        if language == "vi":
            for english, vietnamese in _HEADINGS.items():
                page = page.replace(english, vietnamese)
        return page

    command.get_help = get_help  # type: ignore[method-assign, assignment]


def _explained(error: typer.TyperException, command: TyperGroup) -> UsageError:
    """Return Typer's complaint about wrong use in our words, with what was probably meant."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "vanban"
    words = error.format_message()
    quoted = list(_QUOTED.finditer(words))
    name = (quoted[-1]["quoted"] or quoted[-1]["braced"]) if quoted else words
    if words.startswith("No such command") and quoted:  # "... 'taks'. Did you mean 'tasks'?"
        name = quoted[0]["quoted"] or quoted[0]["braced"]
    message, near = texts.OTHER_USE, ""
    match type(error).__name__:
        case "MissingParameter":
            message, name = texts.MISSING, name.rstrip(".")
        case "NoSuchOption":
            name = str(getattr(error, "option_name", name))
            options = [o for p in (context.command.params if context else ()) for o in p.opts]
            message, near = texts.NO_SUCH_OPTION, _nearest(name, options)
        case "BadOptionUsage":
            message, name = texts.NEEDS_VALUE, str(getattr(error, "option_name", name))
        case "UsageError" if words.startswith("No such command"):
            message, near = texts.NO_SUCH_VERB, _nearest(name, list(command.commands))
        case "UsageError" if "unexpected extra" in words:
            message = texts.TOO_MANY
    hint = texts.NEAR_HINT if near else texts.HELP_HINT
    return wrong_use("wrong_use", message, hint, name=name, near=near, command=path)


def _nearest(name: str, choices: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(name, choices, n=1, cutoff=0.5)), "")
