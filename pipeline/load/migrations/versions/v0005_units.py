"""How sure the name of a task's unit is, so that unknown ones can be collected."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Documents whose records are looked through at a time.
_CHUNK = 200


def upgrade() -> None:
    op.add_column("task_unit", sa.Column("confidence", sa.Float(), nullable=True))
    connection = op.get_bind()
    last = 0
    while documents := connection.execute(
        sa.text("SELECT id, record FROM document WHERE id > :last ORDER BY id LIMIT :many"),
        {"last": last, "many": _CHUNK},
    ).all():
        last = documents[-1].id
        known = [row for document in documents for row in _confidences(document.id, json.loads(document.record))]
        if known:
            connection.execute(
                sa.text(
                    "UPDATE task_unit SET confidence = :confidence WHERE role = :role AND position = :position AND "
                    "task_id = (SELECT id FROM task WHERE document_id = :document AND position = :task)"
                ),
                known,
            )


def _confidences(document_id: int, record: dict[str, Any]) -> list[dict[str, Any]]:
    """What a stored record says of its tasks' units, by the places of task and unit."""
    return [
        {"document": document_id, "task": n, "role": role, "position": k, "confidence": unit["confidence"]}
        for n, task in enumerate(record.get("tasks", ()))
        for role in ("lead", "support")
        for k, unit in enumerate(task.get(role, ()))
        if unit.get("confidence") is not None
    ]


def downgrade() -> None:
    op.drop_column("task_unit", "confidence")
