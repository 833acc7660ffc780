"""Alembic's environment: migrates on the connection that ``open_database`` holds locked.

``alembic`` on the command line has no such connection; developers write a revision with
``pipeline.load.database.open_database`` on a scratch database and Alembic's API.
"""

from alembic import context

from pipeline.load.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most of a table; Alembic then copies it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
