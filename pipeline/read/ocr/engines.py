"""The three readers of a line, and the models that find lines: loaded once a process, each on one thread.

- Tesseract (language ``vie``): the best at punctuation, and it knows where each word stands.
- trueocr: the fastest, good at numerals, weak on tones.
- asterocr: the best at small letters, tones and handwritten numerals, and the slowest: it is asked where the others
  disagree.
"""

from __future__ import annotations

import os

# Tesseract starts a thread a core for each line, and loses most of its time between them (12 s a page for 2 s). It
# looks when its library is loaded.
os.environ["OMP_THREAD_LIMIT"] = "1"
# onnxruntime keeps a database of its use under ~/.cache and reports it to its makers: neither is wanted here. It looks
# when it is imported.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import importlib.util
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.errors import DocumentError
from pipeline.read import guard
from pipeline.read.ocr.reading import Reading

Grey = NDArray[np.uint8]
#: left, top, right, bottom in pixels
PixelBox = tuple[float, float, float, float]

_LANGUAGE: Final = "vie"
_PACKAGE: Final = "tesseract-ocr-vie"
_TESSDATA: Final = (
    "/usr/share/tesseract-ocr",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share",
)

#: Tesseract reads a line best when it is about this high (pixels), with some paper round it.
_LINE_HEIGHT: Final = 56
_MARGIN: Final = 8
#: The neural readers see a line this high, and forget the beginning of one that is much longer.
_NEURAL_HEIGHT: Final = 32
_LONGEST: Final = 20.0
_ASTER_WIDTH: Final = 1016

cv2.setNumThreads(1)


def as_grey(picture: Any) -> Grey:
    """Return what OpenCV gave back as what it is: its stubs promise any kind of array."""
    return np.asarray(picture, dtype=np.uint8)


# --- what is installed -----------------------------------------------------------------------------------------------


@cache
def tessdata() -> Path | None:
    """Return the folder with Tesseract's Vietnamese data: ``TESSDATA_PREFIX``, else where packages put it."""
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [Path(named), Path(named) / "tessdata"] if named else []
    for place in map(Path, _TESSDATA):
        folders += [place, *sorted(place.glob("tessdata")), *sorted(place.glob("*/tessdata"), reverse=True)]
    return next((folder for folder in folders if (folder / f"{_LANGUAGE}.traineddata").is_file()), None)


def why_not() -> str | None:
    """Return what is missing for recognition (a package's name), or None where everything is there."""
    if tessdata() is None:
        return _PACKAGE
    return next((name for name in ("tesserocr", "trueocr", "cv2") if importlib.util.find_spec(name) is None), None)


def available() -> bool:
    """Return whether this machine can recognise scans."""
    return why_not() is None


def waiting() -> DocumentError:
    """Return the error of a scan on a machine that cannot recognise it."""
    return guard.waiting_for("Tesseract", "Bản quét", "A scan", why_not() or _PACKAGE)


@cache
def version() -> str:
    """Return what tells results of one set of readers from those of another."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as version_of

    import tesserocr

    found = [tesserocr.tesseract_version().split("\n")[0]]
    for name in ("trueocr", "asterocr"):
        try:
            found.append(f"{name} {version_of(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    data = tessdata()
    size = (data / f"{_LANGUAGE}.traineddata").stat().st_size if data else 0
    return "; ".join([*found, f"{_LANGUAGE} {size}"])


# --- Tesseract -------------------------------------------------------------------------------------------------------


@cache
def _tesseract() -> Any:
    folder = tessdata()
    if folder is None:
        raise waiting()
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=str(folder), lang=_LANGUAGE, psm=tesserocr.PSM.SINGLE_LINE)


def read_tesseract(grey: Grey, box: PixelBox) -> Reading:
    """Read one line with Tesseract."""
    import tesserocr
    from PIL import Image

    height = box[3] - box[1]
    left, _, crop = cut(grey, box, 0.2 * height, 0.1 * height)
    scale = _LINE_HEIGHT / max(1, crop.shape[0])
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    enlarged = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=way)
    framed = cv2.copyMakeBorder(enlarged, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_REPLICATE)
    api = _tesseract()
    api.SetImage(Image.fromarray(as_grey(framed)))
    api.SetSourceResolution(300)
    api.Recognize()
    signs: list[tuple[str, float, float, float]] = []
    iterator = api.GetIterator()
    if iterator is None or iterator.Empty(tesserocr.RIL.SYMBOL):
        return Reading("tesseract", "", (), ())
    for item in tesserocr.iterate_level(iterator, tesserocr.RIL.SYMBOL):
        try:
            written, place = item.GetUTF8Text(tesserocr.RIL.SYMBOL), item.BoundingBox(tesserocr.RIL.SYMBOL)
        except RuntimeError:  # a symbol without text
            continue
        if not written or place is None:
            continue
        x0, x1 = (left + (x - _MARGIN) / scale for x in (place[0], place[2]))
        if signs and item.IsAtBeginningOf(tesserocr.RIL.WORD):
            signs.append((" ", signs[-1][2], x0, 1.0))
        signs.append((written, x0, x1, item.Confidence(tesserocr.RIL.SYMBOL) / 100))
    return Reading.of("tesseract", signs)


# --- trueocr: lines of a page, its turn and skew, and a reader -------------------------------------------------------


class _TrueOcr:
    """The models of trueocr, each on one thread."""

    def __init__(self) -> None:
        import trueocr
        from trueocr.recognizer import session

        self.folder = Path(trueocr.__file__).parent / "models"
        meta = json.loads((self.folder / "meta.json").read_text(encoding="utf-8"))
        self.signs: Sequence[str] = meta["charset"]
        self.widest = int(meta.get("max_width", 768))
        self.pad_x, self.pad_y = float(meta.get("pad_x", 0.3)), float(meta.get("pad_y", 0.2))
        self.long_side = int(meta["det_long_side"])
        self.reader = session(self.folder / "rec.onnx", 1)
        self.finder = session(self.folder / "det.onnx", 1)
        self.compass = session(self.folder / "orient.onnx", 1)


@cache
def _trueocr() -> _TrueOcr:
    return _TrueOcr()


def find_lines(grey: Grey) -> list[PixelBox]:
    """Return the boxes of the lines of text on an upright page, from the top; columns are lines of their own."""
    from trueocr.page import decode_lines, det_input

    models = _trueocr()
    long_side = models.long_side
    boxes = np.zeros((0, 5), np.float32)
    for _ in range(2):
        picture, scale = det_input(grey, long_side)
        boxes = decode_lines(models.finder.run(None, {"x": picture[None, None]})[0][0])
        height = float(np.median(boxes[:, 3] - boxes[:, 1])) if len(boxes) >= 8 else 99.0
        if height >= 9.0:
            break
        # small letters (a wide table): look again from nearer
        long_side = int(min(2048, long_side * 12.0 / max(height, 1.0))) // 32 * 32
    rows, columns = grey.shape
    found: list[PixelBox] = []
    for x0, y0, x1, y1 in (boxes[:, :4] / scale).tolist():
        box = (max(0.0, x0), max(0.0, y0), min(float(columns), x1), min(float(rows), y1))
        if box[2] - box[0] >= 2 and box[3] - box[1] >= 4:
            found.append(box)
    return sorted(found, key=lambda box: (box[1], box[0]))


def quarter_turns(grey: Grey) -> tuple[int, float]:
    """Return by how many quarters (counter-clockwise, 0 to 3) the page lies turned, and how sure that is."""
    from trueocr.page import orient_input

    chances = _trueocr().compass.run(None, {"x": orient_input(grey)[None, None]})[0][0]
    best = int(chances[:4].argmax())
    return best, float(chances[best])


def skew(grey: Grey) -> float:
    """Return the degrees (counter-clockwise) by which a page has to be turned for its lines to be level."""
    from trueocr.page import estimate_skew

    return float(estimate_skew(grey))


def read_trueocr(grey: Grey, boxes: Sequence[PixelBox]) -> list[Reading]:
    """Read lines with trueocr, in batches of like widths."""
    from trueocr.preprocess import pad_batch, prepare_image, width_batches

    models = _trueocr()
    pieces = [(i, piece) for i, box in enumerate(boxes) for piece in split_line(grey, box)]
    pictures, scales, lefts = [], [], []
    for _, box in pieces:
        left, _, crop = cut(grey, box, 0, 0)
        height = crop.shape[0]
        picture = prepare_image(crop, max_width=models.widest, pad_y=models.pad_y, pad_x=models.pad_x)
        pictures.append(picture)
        scales.append(picture.shape[1] / max(1.0, crop.shape[1] + 2 * models.pad_x * height))
        lefts.append(left - models.pad_x * height)
    signs: list[list[tuple[str, float, float, float]]] = [[] for _ in boxes]
    read: dict[int, list[tuple[str, float, float, float]]] = {}
    for batch in width_batches([picture.shape[1] for picture in pictures], max_batch=32):
        tensor, widths = pad_batch([pictures[k] for k in batch])
        ids, sure, lengths = models.reader.run(["ids", "conf", "lengths"], {"x": tensor, "widths": widths})
        for row, k in enumerate(batch):
            step = 4.0 / scales[k]
            length = int(lengths[row])
            read[k] = _spelled(ids[row, :length], sure[row, :length], lambda n: models.signs[n - 1], lefts[k], step)
    for k, (i, _) in enumerate(pieces):
        _join(signs[i], read[k])
    return [Reading.of("trueocr", line) for line in signs]


# --- asterocr --------------------------------------------------------------------------------------------------------


class _AsterOcr:
    """The model of asterocr; its Python code is not run."""

    def __init__(self, folder: Path) -> None:
        from trueocr.recognizer import session

        self.signs: Sequence[str] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["chars"]
        self.reader = session(folder / "asternet.onnx", 1)
        self.input = self.reader.get_inputs()[0].name


@cache
def _asterocr() -> _AsterOcr | None:
    spec = importlib.util.find_spec("asterocr")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / "assets"
    return _AsterOcr(folder) if (folder / "asternet.onnx").is_file() else None


def read_asterocr(grey: Grey, box: PixelBox) -> Reading | None:
    """Read one line with asterocr; None where it is not installed."""
    model = _asterocr()
    if model is None:
        return None
    signs: list[tuple[str, float, float, float]] = []
    for piece in split_line(grey, box):
        height = piece[3] - piece[1]
        left, _, crop = cut(grey, piece, 0.2 * height, 0.1 * height)
        width = crop.shape[1] * _NEURAL_HEIGHT / max(1, crop.shape[0])
        width = min(_ASTER_WIDTH, (max(32, int(width)) + 3) // 4 * 4)
        way = cv2.INTER_AREA if crop.shape[0] > _NEURAL_HEIGHT else cv2.INTER_LINEAR
        picture = cv2.resize(crop, (width, _NEURAL_HEIGHT), interpolation=way).astype(np.float32) / 127.5 - 1.0
        tensor = np.repeat(picture[None, None], 3, axis=1)
        chances = model.reader.run(None, {model.input: tensor})[0][:, 0, :]
        ids = chances.argmax(axis=1)
        sure = np.exp(chances.max(axis=1))
        step = crop.shape[1] / max(1, len(ids))
        _join(signs, _spelled(ids, sure, lambda n: model.signs[n], left, step))
    return Reading.of("asterocr", signs)


# --- what the neural readers share -----------------------------------------------------------------------------------


def _spelled(ids: Any, sure: Any, sign: Any, left: float, step: float) -> list[tuple[str, float, float, float]]:
    """Read the steps of a CTC reader: runs of one sign are one, 0 is none."""
    found: list[tuple[str, float, float, float]] = []
    before = 0
    for place, (number, confidence) in enumerate(zip(ids.tolist(), sure.tolist(), strict=True)):
        if number and number != before:
            found.append((sign(number), left + place * step, left + (place + 1) * step, float(confidence)))
        elif number and found:
            written, x0, _, was = found[-1]
            found[-1] = (written, x0, left + (place + 1) * step, max(was, float(confidence)))
        before = number
    # Letters begin where the one before ends, nearly: the steps name only their middles.
    for i in range(len(found) - 1):
        written, x0, x1, confidence = found[i]
        between = (x1 + found[i + 1][1]) / 2
        found[i] = (written, x0, max(x1, min(between, x1 + 3 * step)), confidence)
        follower = found[i + 1]
        found[i + 1] = (follower[0], min(follower[1], max(between, follower[1] - 3 * step)), *follower[2:])
    return found


def _join(signs: list[tuple[str, float, float, float]], more: Sequence[tuple[str, float, float, float]]) -> None:
    """Add the next piece of a line; lines are cut at blanks."""
    if signs and more:
        signs.append((" ", signs[-1][2], more[0][1], 1.0))
    signs.extend(more)


def cut(grey: Grey, box: PixelBox, beside: float, above: float) -> tuple[float, float, Grey]:
    """Return the left and the top of what is cut out, and the cut: ``box`` with some of what stands round it."""
    rows, columns = grey.shape
    x0, x1 = max(0, int(box[0] - beside)), min(columns, int(np.ceil(box[2] + beside)))
    y0, y1 = max(0, int(box[1] - above)), min(rows, int(np.ceil(box[3] + above)))
    return float(x0), float(y0), np.ascontiguousarray(grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)])


def split_line(grey: Grey, box: PixelBox) -> list[PixelBox]:
    """Cut a line that is too long for a neural reader at the widest blank near its middle."""
    height = box[3] - box[1]
    if box[2] - box[0] <= _LONGEST * height:
        return [box]
    left, _, crop = cut(grey, box, 0, 0)
    ink = (255 - crop).astype(np.int32)
    columns = np.maximum(ink - 96, 0).sum(axis=0)
    blank = columns == 0
    middle, reach = len(blank) // 2, max(4, len(blank) // 5)
    best, width, run = middle, 0, 0
    for x in range(middle - reach, middle + reach):
        run = run + 1 if blank[x] else 0
        if run > width:
            best, width = x - run // 2, run
    if width < 0.12 * height:
        return [box]  # no blank to be seen: better squeezed than cut through a word
    at = left + best
    return [*split_line(grey, (box[0], box[1], at, box[3])), *split_line(grey, (at, box[1], box[2], box[3]))]
