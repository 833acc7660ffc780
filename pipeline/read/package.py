"""Office packages (zip with parts and relations) that are not as they should be, put in order for python-docx.

python-docx refuses a package for one part that it cannot parse, for a relation to a part that is not there, for
templates, macro documents and the "strict" dialect of the standard. Here such a package is built anew around its main
part: what is whole stays, what is broken is left out and named.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.sax.saxutils import quoteattr

from lxml import etree

_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN_TYPE: Final = f"{_WORD_TYPE}.document.main+xml"
_MAIN: Final = "word/document.xml"
# "styles.xml", "header2.xml": the parts that a document leans on, by name and by kind of relation
_KNOWN_PART = re.compile(r"(styles|numbering|settings|footnotes|endnotes|header|footer)\d*\.xml")
# The strict dialect names the same vocabulary with other addresses.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_UNREADABLE: Final = (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, NotImplementedError, EOFError)


@dataclass(frozen=True, slots=True)
class Mended:
    """A package in order, and the names of the parts that it lacks now."""

    data: bytes
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Relation:
    name: str
    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class _Parts:
    """The parts of a package, read one by one."""

    archive: zipfile.ZipFile
    broken: list[str] = field(default_factory=list)

    def bytes_of(self, name: str) -> bytes | None:
        """Return a part, or None where it is not there or cannot be unpacked (then its name is kept)."""
        if name not in self.archive.namelist():
            return None
        try:
            return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", self.archive.read(name))
        except _UNREADABLE:
            self._note(name)
            return None

    def xml_of(self, name: str) -> etree._Element | None:
        """Return the root of a part; None where it is missing or no XML."""
        content = self.bytes_of(name)
        if content is None:
            return None
        try:
            return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except (etree.XMLSyntaxError, ValueError):
            self._note(name)
            return None

    def _note(self, name: str) -> None:
        if name not in self.broken:
            self.broken.append(name)


def mend(data: bytes) -> Mended | None:
    """Return the package in order; None where its main part is missing or broken, which nothing can replace."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _Parts(archive)
            main = _main_part(parts)
            if parts.xml_of(main) is None:
                return None
            parts.xml_of("[Content_Types].xml")  # written anew in any case, but damage is told
            relations = [r for r in _relations(parts, main) if r.external or _is_whole(parts, main, r)]
            return Mended(_write(parts, main, relations), tuple(parts.broken))
    except _UNREADABLE:
        return None


def _main_part(parts: _Parts) -> str:
    for relation in _read_relations(parts, "_rels/.rels") or []:
        if relation.kind.endswith("/officeDocument"):
            return relation.target.lstrip("/")
    return _MAIN


def _relations(parts: _Parts, main: str) -> list[_Relation]:
    """Return the main part's relations; where they are lost, those to the parts that bear a usual name."""
    folder, name = posixpath.split(main)
    stated = _read_relations(parts, f"{folder}/_rels/{name}.rels")
    if stated is not None:
        return stated
    found = ((part, _KNOWN_PART.fullmatch(posixpath.basename(part))) for part in parts.archive.namelist())
    usual = [(part, match.group(1)) for part, match in found if match and posixpath.dirname(part) == folder]
    return [
        _Relation(f"rId{number}", f"{_OFFICE}/{kind}", posixpath.basename(part))
        for number, (part, kind) in enumerate(usual, start=1)
    ]


def _read_relations(parts: _Parts, name: str) -> list[_Relation] | None:
    root = parts.xml_of(name)
    if root is None:
        return None
    return [
        _Relation(
            element.get("Id") or "",
            element.get("Type") or "",
            element.get("Target") or "",
            element.get("TargetMode") == "External",
        )
        for element in root.iterchildren(f"{{{_RELATIONS}}}Relationship")
    ]


def _is_whole(parts: _Parts, main: str, relation: _Relation) -> bool:
    name = _resolved(main, relation.target)
    if name not in parts.archive.namelist():
        parts._note(name)
        return False
    if name.endswith(".xml"):
        return parts.xml_of(name) is not None
    return parts.bytes_of(name) is not None


def _resolved(main: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(main), target)) if target[:1] != "/" else target[1:]


def _write(parts: _Parts, main: str, relations: list[_Relation]) -> bytes:
    targets = {_resolved(main, relation.target): relation.kind for relation in relations if not relation.external}
    folder, name = posixpath.split(main)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        package.writestr("[Content_Types].xml", "".join(_content_types(main, targets)))
        root = _Relation("rId1", f"{_OFFICE}/officeDocument", f"/{main}")
        package.writestr("_rels/.rels", _relations_xml([root]))
        package.writestr(f"{folder}/_rels/{name}.rels", _relations_xml(relations))
        for part in (main, *targets):
            if (content := parts.bytes_of(part)) is not None:
                package.writestr(part, content)
    return stream.getvalue()


def _content_types(main: str, targets: dict[str, str]) -> Iterator[str]:
    yield f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    yield '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield f'<Override PartName="/{main}" ContentType="{_MAIN_TYPE}"/>'
    for part, kind in targets.items():
        last = kind.rpartition("/")[2]
        known = _KNOWN_PART.fullmatch(f"{last}.xml") is not None
        content_type = f"{_WORD_TYPE}.{last}+xml" if known else "application/octet-stream"
        yield f'<Override PartName={quoteattr("/" + part)} ContentType="{content_type}"/>'
    yield "</Types>"


def _relations_xml(relations: list[_Relation]) -> str:
    lines = (
        f"<Relationship Id={quoteattr(r.name)} Type={quoteattr(r.kind)} Target={quoteattr(r.target)}"
        + (' TargetMode="External"/>' if r.external else "/>")
        for r in relations
    )
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(lines)}</Relationships>'
