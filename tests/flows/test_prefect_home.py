"""Prefect's surroundings: its settings before it is imported, and whose server is used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from flows import prefect_home


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    # What `prepare` sets is taken back with the rest of the environment.
    monkeypatch.setattr(os, "environ", dict(os.environ))


def test_prefect_stays_at_home_and_quiet(tmp_path: Path) -> None:
    prefect_home.prepare(tmp_path / "prefect", startup_timeout=90)
    assert os.environ["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert os.environ["DO_NOT_TRACK"] == "1"
    assert os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] == "90"


def test_a_server_that_is_set_is_used(tmp_path: Path) -> None:
    os.environ["PREFECT_API_URL"] = "http://127.0.0.1:4200/api"
    with prefect_home.server(tmp_path) as url:
        assert url == "http://127.0.0.1:4200/api"
    assert os.environ["PREFECT_API_URL"] == url


def test_an_address_left_by_a_dead_server_is_not_used(tmp_path: Path) -> None:
    address = tmp_path / "server.address"
    address.write_text("http://127.0.0.1:9/api", encoding="utf-8")
    assert prefect_home._running(address) is None
    assert prefect_home._running(tmp_path / "none") is None


def test_a_child_ends_when_its_parent_is_gone() -> None:
    program = (
        "import os, time; from flows.prefect_home import end_with_parent\n"
        "end_with_parent(lambda: os._exit(7)); time.sleep(60)"
    )
    child = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=20) == 7


def test_the_flows_are_not_needed_to_read_a_document() -> None:
    program = "import sys; import pipeline.ingest, pipeline.inbox, pipeline.cli.app\nprint('prefect' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
