"""How sure every item is, not only tasks. What is stored already has none until it is read again."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = ("document", "reference", "count", "finding")


def upgrade() -> None:
    for table in _TABLES:
        op.add_column(table, sa.Column("confidence", sa.Float(), nullable=True))
    # until now a task had the certainty of its rule, which was always 1
    op.execute("UPDATE task SET confidence = NULL")


def downgrade() -> None:
    for table in _TABLES:
        # in place: a table made anew would take the rows with it that hang on it
        op.drop_column(table, "confidence")
