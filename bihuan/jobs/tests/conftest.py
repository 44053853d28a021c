"""Worker processes on the test database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
StartWorker = Callable[..., "subprocess.Popen[str]"]


def test_database_url() -> str:
    """Where this process's test database is, for another process."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    who = f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
    return f"postgres://{who}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"


test_database_url.__test__ = False


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[StartWorker]:
    """Start a worker for these tasks; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(*tasks: str, **environment: str) -> "subprocess.Popen[str]":
        worker = subprocess.Popen(
            [sys.executable, "-m", "bihuan.jobs.tests.driver", *tasks],
            cwd=ROOT,
            env={**os.environ, "BIHUAN_DATABASE_URL": test_database_url(), **environment},
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(worker)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
        return worker

    yield start
    for worker in started:
        worker.kill()
        worker.wait()
        worker.stdout.close()


def wait_until(holds: Callable[[], bool], *, seconds: float = 120) -> None:
    """Look again and again until it holds; fail after a while."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        time.sleep(0.03)
