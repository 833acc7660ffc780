"""Load: records become rows of a database, and rows become answers.

``database`` opens it (migrations run by themselves), ``store`` writes, ``queries`` and ``exports`` read. Queries start
fast: nothing here imports Prefect, spaCy, pandas, Alembic or the record's models before they are used.
"""
