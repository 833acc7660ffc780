"""What documents may be cited by, and which loaded document each citation means."""

import sqlalchemy as sa
from alembic import op

from pipeline.load.citations import cited_name, names_of, relink, save_names

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: Rows read and written at a time.
_CHUNK = 2000


def upgrade() -> None:
    op.create_table(
        "document_name",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name="fk_document_name_document_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("name", "document_id", name="pk_document_name"),
    )
    op.create_index("ix_document_name_document_id", "document_name", ["document_id"], unique=False)
    # SQLite copies the table for the sake of the foreign key; nothing hangs on it that would go with the old one.
    with op.batch_alter_table("reference") as batch:
        batch.add_column(sa.Column("cited_name", sa.Text(), nullable=True))
        batch.add_column(sa.Column("cited_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_reference_cited_id", "document", ["cited_id"], ["id"], ondelete="SET NULL")
    op.create_index("ix_reference_cited_id", "reference", ["cited_id"], unique=False)
    _fill(op.get_bind())
    op.create_index(
        "ix_reference_cited",
        "reference",
        ["cited_name", "cited_id", "document_id", "relation"],
        unique=False,
    )
    names = sa.table("document_name", sa.column("name"))
    connection = op.get_bind()
    relink(connection, (), connection.scalars(sa.select(names.c.name).distinct()).all())


def _fill(connection: sa.Connection) -> None:
    """Name what is stored already, and what it cites."""
    documents = sa.table("document", *map(sa.column, ("id", "type", "key", "symbol", "subject")))
    references = sa.table("reference", *map(sa.column, ("id", "type", "key", "symbol", "name", "cited_name")))
    rows = connection.execute(sa.select(*(documents.c[n] for n in ("id", "type", "key", "symbol", "subject")))).all()
    save_names(connection, {row.id: names_of(row.type, row.key, row.symbol, row.subject) for row in rows})
    statement = (
        sa.update(references).where(references.c.id == sa.bindparam("row")).values(cited_name=sa.bindparam("cited"))
    )
    last = -1
    while rows := connection.execute(
        sa.select(*(references.c[n] for n in ("id", "type", "key", "symbol", "name")))
        .where(references.c.id > last)
        .order_by(references.c.id)
        .limit(_CHUNK)
    ).all():
        connection.execute(
            statement, [{"row": r.id, "cited": cited_name(r.type, r.key, r.symbol, r.name)} for r in rows]
        )
        last = rows[-1].id


def downgrade() -> None:
    op.drop_index("ix_reference_cited", "reference")
    op.drop_index("ix_reference_cited_id", "reference")
    with op.batch_alter_table("reference") as batch:
        batch.drop_constraint("fk_reference_cited_id", type_="foreignkey")
        batch.drop_column("cited_id")
        batch.drop_column("cited_name")
    op.drop_table("document_name")
