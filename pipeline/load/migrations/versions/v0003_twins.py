"""One document in several files: which file shows it, and the signatures by which texts find each other."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "twin",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("primary_id", sa.Integer(), nullable=False),
        sa.Column("filled", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_twin_document_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["primary_id"], ["document.id"], name="fk_twin_primary_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document_id", name="pk_twin"),
    )
    op.create_index("ix_twin_primary_id", "twin", ["primary_id"], unique=False)
    op.create_table(
        "text_band",
        sa.Column("band", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name="fk_text_band_document_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("band", "number", "document_id", name="pk_text_band"),
    )
    op.create_index("ix_text_band_document_id", "text_band", ["document_id"], unique=False)
    # What queries took for one document until now; a document finds its other files anew when it is read again.
    op.execute(
        """
        INSERT INTO twin (document_id, primary_id, filled)
        SELECT copy.id, min(first.id), '[]'
        FROM document AS copy
        JOIN document AS first
          ON first.id < copy.id AND first.issuer_id = copy.issuer_id AND first.issued_start = copy.issued_start
         AND (first.key = copy.key
              OR first.key IS NULL AND copy.key IS NULL AND first.type = copy.type AND first.subject = copy.subject)
        GROUP BY copy.id
        """
    )


def downgrade() -> None:
    op.drop_table("text_band")
    op.drop_table("twin")
