"""One real run through Prefect: its server of our own, a task a batch, a table artifact, no noise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys, urllib.request
from pathlib import Path
from flows import prefect_home
from pipeline.ingest import Job, batches, discover
from pipeline.load.database import open_database
from pipeline.load.store import Store
from tests import fakes

def ask(url):
    request = urllib.request.Request(url, b"{}", {"Content-Type": "application/json"})
    return json.load(urllib.request.urlopen(request))

if __name__ == "__main__":
    folder, home, url = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    job = Job(Store(open_database(url)), "ingest", str(folder), "test", read=fakes.read)
    with job:
        found = job.pending([job.fingerprint(path) for path in discover([folder])])
        with prefect_home.server(home) as url:
            from flows.ingest import run_ingest

            run_ingest(job, batches(found, 2))
            runs, artifacts = (ask(f"{url}/{name}/filter") for name in ("flow_runs", "artifacts"))
    states, keys = [run["state_name"] for run in runs], [artifact["key"] for artifact in artifacts]
    print(sorted(job.counters.items()), states, keys)
"""


@pytest.mark.slow
def test_a_flow_loads_batches_and_publishes_a_table(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in {"a": "one", "b": "two", "c": "BROKEN", "d": "SECRET"}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, str(program), str(folder), str(tmp_path / "prefect"), f"sqlite:///{tmp_path / 'test.db'}"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    expected = "[('done', 2), ('failed', 1), ('refused', 1)] ['Completed'] ['vanban-run-1']"
    assert done.stdout.strip() == expected
    assert done.stderr == ""
    assert (tmp_path / "prefect" / "prefect.db").exists()
    assert not (tmp_path / "prefect" / "server.address").exists()
