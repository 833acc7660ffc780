"""One call of the command line: its language, and where its words go."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from rich.console import Console
from rich.markup import escape

from pipeline.errors import Language, UsageError, VanbanError


class Text(NamedTuple):
    """A message in both languages; ``{fields}`` are filled in by ``Session.text``."""

    vi: str
    en: str


def wrong_use(code: str, message: Text, hint: Text, **fields: object) -> UsageError:
    """Return the error for a call that makes no sense as given (exit code 2)."""
    return UsageError(
        code,
        message.vi.format(**fields),
        hint.vi.format(**fields),
        message.en.format(**fields),
        hint.en.format(**fields),
    )


#: Control characters, and marks that turn the direction of writing: in a file's name they would move the cursor, paint
#: the screen, or make "txt.exe" of "exe.txt".
_UNSEEN: Final = {
    code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
    for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if chr(code) not in "\n\t"
}


def visible(text: str) -> str:
    """Return a text on one line or several with its control characters written out.

    >>> visible("a\\x1b[2Jb.txt")
    'a\\\\x1b[2Jb.txt'
    """
    return text.translate(_UNSEEN)


class _Console(Console):
    """A console that leaves a closed pipe to ``pipeline.cli.main``: rich would end the program with 1.

    What it prints as text is ``visible``; styles are added behind that.
    """

    def print(self, *objects: Any, **options: Any) -> None:
        super().print(*(visible(thing) if isinstance(thing, str) else thing for thing in objects), **options)

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(*, stderr: bool) -> Console:
    """Return a console that is plain and never cuts a line where nobody watches."""
    stream = sys.stderr if stderr else sys.stdout
    if stream is None:  # started with the stream closed (">&-"): there is nobody to tell
        return _Console(file=Path(os.devnull).open("w", encoding="utf-8"))
    if stream.isatty():
        return _Console(stderr=stderr, highlight=False)
    return _Console(stderr=stderr, highlight=False, color_system=None, width=sys.maxsize, soft_wrap=True)


@dataclass(slots=True)
class Session:
    """What every verb needs to speak: ``out`` for results, ``err`` for everything else."""

    language: Language = "vi"
    out: Console = field(default_factory=lambda: _console(stderr=False))
    err: Console = field(default_factory=lambda: _console(stderr=True))

    def text(self, message: Text, **fields: object) -> str:
        """Return a message in the language of this call, its fields safe from markup."""
        chosen = message.en if self.language == "en" else message.vi
        return chosen.format(**{name: escape(str(value)) for name, value in fields.items()})

    def say(self, message: Text, **fields: object) -> None:
        """Print a message among the results."""
        self.out.print(self.text(message, **fields))

    def note(self, message: Text, **fields: object) -> None:
        """Print a message beside the results, so that it never gets into a pipe."""
        self.err.print(self.text(message, **fields))

    def complain(self, error: VanbanError) -> None:
        """Print what is wrong and what to do about it."""
        label = "Error" if self.language == "en" else "Lỗi"
        hint = "What to do" if self.language == "en" else "Cách xử lý"
        self.err.print(f"[bold red]{label}:[/] {escape(error.message(self.language))}")
        if error.hint(self.language):
            self.err.print(f"[bold]{hint}:[/] {escape(error.hint(self.language))}")

    @property
    def is_terminal(self) -> bool:
        """Whether somebody watches the results: tables then, plain lines otherwise."""
        return self.out.is_terminal


def leave(code: int) -> NoReturn:
    """End the verb with an exit code."""
    import typer

    raise typer.Exit(code)
