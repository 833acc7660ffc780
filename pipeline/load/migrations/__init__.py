"""Alembic's environment and the revisions of the schema; ``pipeline.load.database`` runs them by itself."""
