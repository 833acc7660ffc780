"""``python -m samples.generate --seed N --count M OUT_DIR``: see the package's docstring."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from samples.generate import __doc__ as about
from samples.generate.batch import Wanted, write
from samples.generate.files import FORMATS
from samples.generate.kinds import KINDS
from samples.generate.noise import NOISES


def _names(known: tuple[str, ...], given: str) -> tuple[str, ...]:
    """Return the names of a comma-separated list; "none" is the empty one, "all" is every one."""
    if given in ("all", "none"):
        return known if given == "all" else ()
    names = tuple(given.split(","))
    if unknown := [name for name in names if name not in known]:
        raise SystemExit(f"{', '.join(unknown)}: not known; choose from {', '.join(known)}")
    return names


def positive(given: str) -> int:
    """Return a number of documents. Raises ArgumentTypeError where it is none, or below 1."""
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given}: a whole number from 1 is needed")
    return int(given)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m samples.generate", description=about)
    parser.add_argument("folder", type=Path, metavar="OUT_DIR", help="gets documents/ and gold/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=positive, default=100, help="how many documents (100)")
    parser.add_argument("--kinds", default="all", help=f"of {','.join(KINDS)}")
    parser.add_argument(
        "--formats", default="none", help=f"each document in each of {','.join(FORMATS)}; else one, drawn"
    )
    parser.add_argument("--noise", default="all", help=f"none, or what may befall a file: {','.join(NOISES)}")
    given = parser.parse_args()
    wanted = Wanted(
        seed=given.seed,
        count=given.count,
        kinds=_names(tuple(KINDS), given.kinds),
        formats=_names(tuple(FORMATS), given.formats),
        noises=_names(NOISES, given.noise),
    )
    documents = given.folder / "documents"
    if documents.is_dir() and any(documents.iterdir()):
        print(f"{documents} holds files already: they stay beside the new ones", file=sys.stderr)
    written = write(wanted, given.folder)
    print(f"{written} files in {documents}, their gold records in {given.folder / 'gold'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
