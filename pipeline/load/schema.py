"""The tables, in the record's vocabulary.

Everything that programs found hangs on ``document`` and goes with it. What people type is to be keyed by a task's
``task_key``, which outlives re-extraction; ``task.id`` does not. Columns called ``words`` hold folded words, each with
a blank before it (see ``pipeline.load.search``). Types are portable: the same tables serve SQLite and PostgreSQL.

Tables, not mapped classes: importing SQLAlchemy's ORM alone would take half of the time that a query may take.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

#: The Alembic revision that these tables are at; a database at another one is migrated, or refused where newer.
REVISION: Final = "0006"

#: Names by rule, so that later migrations can name a constraint on every database.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept as UTC without its zone, since SQLite has no zones. Naive times are refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone cannot be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def _of(table: str, *, index: bool = True) -> Column[Any]:
    """A column that ties a row to the row it goes with. ``index=False`` where a unique constraint begins with it."""
    return Column(f"{table}_id", Integer, ForeignKey(f"{table}.id", ondelete="CASCADE"), nullable=False, index=index)


#: A unit as its canonical name and owner identify it. Units are shared by documents, so they outlive each of them.
unit = Table(
    "unit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("owner", Text),
    Column("words", Text, nullable=False),
)

document = Table(
    "document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("type", Text),
    Column("number", Text),
    Column("symbol", Text),
    Column("key", Text),
    Column("issuer_id", Integer, ForeignKey("unit.id"), index=True),
    Column("issuer_text", Text),
    Column("place", Text),
    Column("issued_start", Date, index=True),
    Column("issued_end", Date),
    Column("issued_text", Text),
    Column("subject", Text),
    Column("attached_to", Text),
    Column("signer_name", Text),
    Column("signer_position", Text),
    Column("signer_authority", Text),
    Column("author", Text),
    Column("format", Text, nullable=False),
    Column("pages", Integer),
    Column("rules_version", Text),
    # How sure the least sure field is by which the document is known (see ``pipeline.load.rows``).
    Column("confidence", Float),
    Column("loaded", UtcDateTime, nullable=False),
    # Folded for look-ups by hand: "3034/qd-ubnd" has to find 3034/QĐ-UBND, and "bao cao" every Báo cáo.
    Column("key_words", Text, index=True),
    Column("type_words", Text),
    Column("subject_words", Text),
    Column("issuer_words", Text),
    # Long values stand last: SQLite reads a row from its left and leaves the rest alone.
    Column("text", Text, nullable=False),
    # The record as JSON without ``text`` and ``source.path``, which stand beside it and in source_file.
    Column("record", Text, nullable=False),
    # The file (a mail, an archive) that held the document where it was seen first; source_file has every path.
    Column("container", Text),
)

#: A file that holds documents, by its content: opened with these rules, and complete unless a document in it failed or
#: waits for a tool.
container = Table(
    "container",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("rules_version", Text),
    Column("is_complete", Boolean, nullable=False),
    Column("opened", UtcDateTime, nullable=False),
)

#: What stands in a container: ``name`` is a document's path without the container's, "a.zip!/b.docx", ``state`` what
#: became of it at the last opening (see run_document).
container_member = Table(
    "container_member",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("container", index=False),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", String(64), index=True),
    Column("state", Text, nullable=False),
    UniqueConstraint("container_id", "name"),
)

#: A file that says once more what another document says (see ``pipeline.load.twins``): lists show ``primary_id`` alone.
#: ``filled`` is a JSON list of the fields of the head that the primary lacks and took from this file.
twin = Table(
    "twin",
    metadata,
    Column("document_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("primary_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("filled", Text, nullable=False),
)

#: The signature of a document's text (see ``pipeline.load.agreement``): files of one document share bands. ``number``
#: is the file's own, without noughts before it, "" where it is blank: thousands of decisions are made from one
#: template, and those of other numbers are passed over by the index.
text_band = Table(
    "text_band",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("number", Text, primary_key=True),
    Column("document_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, index=True),
)

#: What a file may be cited by (see ``pipeline.load.citations``): its key, and a law by its title as well.
document_name = Table(
    "document_name",
    metadata,
    Column("name", Text, primary_key=True),
    Column("document_id", Integer, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True, index=True),
)

#: Every path at which the content was seen.
source_file = Table(
    "source_file",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("document", index=False),
    Column("path", Text, nullable=False, index=True),
    Column("first_seen", UtcDateTime, nullable=False),
    UniqueConstraint("document_id", "path"),
)

reference = Table(
    "reference",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("document"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("type", Text),
    Column("number", Text),
    Column("year", Integer),
    Column("symbol", Text),
    Column("key", Text, index=True),
    Column("name", Text),
    Column("date", Date),
    Column("issuer_id", Integer, ForeignKey("unit.id"), index=True),
    Column("issuer_text", Text),
    Column("relation", Text, nullable=False),
    Column("rule", Text),
    Column("confidence", Float),
    Column("words", Text, nullable=False),
    # What is cited, as ``document_name`` names it, and the loaded document that is meant, if any.
    Column("cited_name", Text),
    Column("cited_id", Integer, ForeignKey("document.id", ondelete="SET NULL"), index=True),
    # With all that counting what is missing reads, so that it reads the index alone.
    Index("ix_reference_cited", "cited_name", "cited_id", "document_id", "relation"),
)

#: ``section``, ``fingerprint`` (of the text's letters) and ``occurrence`` (from 0, among equal ones of a document) are
#: the identity that ``task_key`` stands for, together with the document's content hash.
task = Table(
    "task",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("document"),
    Column("task_key", String(32), nullable=False, unique=True),
    Column("fingerprint", String(32), nullable=False, index=True),
    Column("occurrence", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("section", Text),
    Column("text", Text, nullable=False),
    Column("deliverable", Text),
    Column("rule", Text),
    Column("confidence", Float),
)

task_unit = Table(
    "task_unit",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("task"),
    Column("unit_id", Integer, ForeignKey("unit.id"), nullable=False, index=True),
    Column("role", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Text, nullable=False),
    # how sure its name is; see pipeline.registry.UNKNOWN
    Column("confidence", Float),
    CheckConstraint("role IN ('lead', 'support')", name="role"),
)

deadline = Table(
    "deadline",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("task"),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("start", Date),
    Column("end", Date),
    Column("precision", Text),
    Column("bound", Text),
    Column("recurrence", Text),
    Column("rule", Text),
)

count = Table(
    "count",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("document"),
    Column("position", Integer, nullable=False),
    Column("subject", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("label", Text),
    Column("field", Text),
    Column("is_total", Boolean, nullable=False),
    Column("period_text", Text),
    Column("period_start", Date),
    Column("period_end", Date),
    Column("origin", Text, nullable=False),
    Column("table", Integer),
    Column("row", Integer),
    Column("column", Integer),
    Column("rule", Text),
    Column("confidence", Float),
    Column("words", Text, nullable=False),
)

#: ``header`` and ``rows`` are JSON lists, as in the record.
document_table = Table(
    "document_table",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("document"),
    Column("position", Integer, nullable=False),
    Column("caption", Text),
    Column("page", Integer),
    Column("header", Text, nullable=False),
    Column("rows", Text, nullable=False),
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("document"),
    Column("position", Integer, nullable=False),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("message_en", Text),
    Column("confidence", Float),
    Column("words", Text, nullable=False),
)

#: One start of ingest, schedule or backfill. Its figures are counted from run_document, never kept twice.
run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("target", Text),
    Column("state", Text, nullable=False),
    Column("rules_version", Text),
    Column("started", UtcDateTime, nullable=False),
    Column("finished", UtcDateTime),
    Index(None, "kind", "target"),
)

#: What became of a file in a run. No tie to ``document``: the ledger also holds files that never became one.
run_document = Table(
    "run_document",
    metadata,
    Column("id", Integer, primary_key=True),
    _of("run", index=False),
    Column("path", Text, nullable=False, index=True),
    Column("sha256", String(64)),
    Column("state", Text, nullable=False, index=True),
    Column("error_code", Text),
    Column("message", Text),
    Column("rules_version", Text),
    Column("started", UtcDateTime),
    Column("finished", UtcDateTime),
    Column("seconds", Float),
    Column("traceback", Text),
    UniqueConstraint("run_id", "path"),
)
