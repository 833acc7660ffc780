"""Files that hold documents: the container of a document, and what was found in each container."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Added as it is and not by copying the table: dropping the old one would take along all that hangs on it.
    op.add_column("document", sa.Column("container", sa.Text(), nullable=True))
    op.create_table(
        "container",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=True),
        sa.Column("is_complete", sa.Boolean(), nullable=False),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_container"),
        sa.UniqueConstraint("sha256", name="uq_container_sha256"),
    )
    op.create_table(
        "container_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("container_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["container_id"], ["container.id"], name="fk_container_member_container_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_container_member"),
        sa.UniqueConstraint("container_id", "name", name="uq_container_member_container_id_name"),
    )
    op.create_index("ix_container_member_sha256", "container_member", ["sha256"], unique=False)
    op.create_index("ix_run_document_state", "run_document", ["state"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_run_document_state", "run_document")
    op.drop_table("container_member")
    op.drop_table("container")
    op.drop_column("document", "container")
