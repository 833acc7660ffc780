"""Mutated files, read by the real thing: no crash of the run, no hang past the limit, each one accounted for.

``python -m tests.mutations 1000`` makes as many from samples of every format (bytes flipped, cut, spliced, doubled),
reads them in workers under small limits into a database of its own, and prints what became of them. The same seed makes
the same files.
"""

from __future__ import annotations

import argparse
import io
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openpyxl import Workbook
from PIL import Image, ImageDraw

from pipeline.ingest import Done, Job, batches
from pipeline.load.database import open_database
from pipeline.load.store import Outcome, Store
from pipeline.read.guard import Limits
from tests.containers import LETTER, WORDS, edxml, eml, inner_mail, msg, ole, zipped

SAMPLES: Final = Path(__file__).parent.parent / "samples"
SEED: Final = 20_260_112
#: What a mutated file may cost: little, since the samples are small.
LIMITS: Final = Limits(
    seconds=30.0,
    total_seconds=60.0,
    memory_bytes=3 * 1024**3,
    max_unpacked_bytes=64 * 1024**2,
    max_pages=200,
    max_members=50,
)
#: What ends the outcome of a file, whatever it is: a fate is all that is asked for.
FATES: Final = frozenset({"done", "failed", "refused", "waiting", "opened", "skipped", "unchanged"})


def specimens() -> dict[str, bytes]:
    """Return a small file of every format by its name."""
    found: dict[str, bytes] = {}
    for pattern in ("*.docx", "*.pdf", "*.html", "*.txt", "*.md"):
        paths = [path for path in sorted(SAMPLES.glob(pattern)) if path.name != "README.md"]
        found.update((path.name, path.read_bytes()) for path in paths[:3])
    letter = LETTER.encode()
    docx = next(data for name, data in found.items() if name.endswith(".docx"))
    found["thư.eml"] = eml(("Công văn.txt", letter), ("Kế hoạch.docx", docx), words=WORDS)
    found["thư.msg"] = msg(("Công văn.txt", letter), ("Thư trước", inner_mail(WORDS, ("a.txt", letter))), words=WORDS)
    found["hồ sơ.zip"] = zipped(("a.txt", letter), ("thư.eml", found["thư.eml"]))
    found["gói.edxml"] = edxml(("a.txt", letter), ("b.docx", docx), wrapped=True)
    found["hồ sơ.tgz"] = _tgz(("a.txt", letter), ("b.docx", docx))
    found["cũ.doc"] = ole({"WordDocument": letter * 20, "1Table": b"\0" * 5000})
    found["công văn.rtf"] = b"{\\rtf1\\ansi\\ansicpg1258 " + LETTER.encode("ascii", "replace") + b"\\par}"
    found["bảng.csv"] = "STT;Thủ tục;Số hồ sơ\n1;Cấp phép;12\n2;Đăng ký;7\n".encode()
    found["bảng.xlsx"] = _sheet()
    for suffix, kind in ((".png", "PNG"), (".jpg", "JPEG"), (".tiff", "TIFF")):
        found[f"bản quét{suffix}"] = _picture(kind)
    return found


def _tgz(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def _sheet() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["STT", "Thủ tục", "Số hồ sơ"], [1, "Cấp phép", 12], [2, "Đăng ký", 7], ["", "Tổng cộng", 19]):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _picture(kind: str) -> bytes:
    picture = Image.new("L", (400, 120), 255)
    ImageDraw.Draw(picture).text((20, 40), "UY BAN NHAN DAN TINH LAM DONG", fill=0)
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


def converted(folder: Path) -> dict[str, bytes]:
    """Return what LibreOffice makes of a document and a sheet in the formats that nothing here can write."""
    program = shutil.which("soffice")
    if program is None:
        return {}
    document = next(path for path in sorted(SAMPLES.glob("*.docx")))
    sheet = folder / "bang.xlsx"
    sheet.write_bytes(_sheet())
    found = {}
    for source, suffixes in ((document, ("doc", "rtf", "odt")), (sheet, ("xls", "ods"))):
        for suffix in suffixes:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", str(folder), str(source)]
            subprocess.run(command, capture_output=True, timeout=120, check=False)
            made = folder / f"{source.stem}.{suffix}"
            if made.exists():
                found[made.name] = made.read_bytes()
    return found


def mutate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with one to three injuries; ``other`` is what it may be spliced with."""
    wounded = bytearray(data)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(wounded) or 1)
        match chance.randrange(6):
            case 0:  # bits flipped
                for _ in range(chance.randint(1, 40)):
                    if wounded:
                        wounded[chance.randrange(len(wounded))] ^= 1 << chance.randrange(8)
            case 1:  # cut off
                del wounded[place:]
            case 2:  # a hole
                del wounded[place : place + chance.randint(1, 2000)]
            case 3:  # the rest of another file
                start = chance.randrange(len(other))
                wounded[place:] = other[start : start + 50_000]
            case 4:  # a piece twice
                wounded[place:place] = wounded[place : place + chance.randint(1, 3000)]
            case _:  # bytes that mean something to many formats
                end = place + 4
                wounded[place:end] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"<<<<", b"))))")
                )
    return bytes(wounded)


def make(folder: Path, number: int, seed: int = SEED, more: dict[str, bytes] | None = None) -> list[Path]:
    """Write ``number`` mutated files into a folder, every format in turn; return them."""
    chance = random.Random(seed)
    sources = list((specimens() | (more or {})).items())
    paths = []
    for index in range(number):
        name, data = sources[index % len(sources)]
        _, other = chance.choice(sources)
        path = folder / f"{index:04}-{name}"
        path.write_bytes(mutate(data, other, chance))
        paths.append(path)
    return paths


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the files: the outcomes of the ledger, and the seconds that all took."""

    outcomes: list[Outcome]
    seconds: float

    def without_fate(self, paths: Sequence[Path]) -> list[Path]:
        """Return the files that the ledger knows nothing of."""
        known = {outcome.path for outcome in self.outcomes if outcome.state in FATES}
        return [path for path in paths if str(path) not in known]


def ingest(paths: Sequence[Path], database: Path, *, workers: int = 2, limits: Limits = LIMITS) -> Result:
    """Read files as ``vanban ingest`` does, in workers, into a database; return what its ledger says."""
    done: list[Done] = []
    started = time.monotonic()
    store = Store(open_database(f"sqlite:///{database}"))
    with Job(store, "ingest", "mutations", "test", workers=workers, limits=limits, listener=done.append) as job:
        pending = job.pending([job.fingerprint(path) for path in paths])
        for batch in batches(pending, 50):
            job.run_batch(batch)
    return Result(store.outcomes(job.run), time.monotonic() - started)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make, read, count; 1 where a file has no fate."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutations", description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "files")
        folder.mkdir()
        paths = make(folder, options.number, options.seed, converted(Path(name)))
        result = ingest(paths, Path(name, "mutations.db"), workers=options.workers)
    counts = Counter(f"{outcome.state} {outcome.error_code or ''}".strip() for outcome in result.outcomes)
    for state, number in counts.most_common():
        print(f"{number:6} {state}")
    for outcome in result.outcomes:
        if outcome.error_code in ("internal_error", "time_limit", "reader_crashed", "memory_limit"):
            print(f"{outcome.error_code}: {Path(outcome.path).name}: {outcome.message}")
            print(outcome.traceback or "", end="")
    lost = result.without_fate(paths)
    print(f"{len(paths)} files in {result.seconds:.0f} s, {len(lost)} without a fate")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
