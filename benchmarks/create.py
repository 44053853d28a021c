"""Registering over HTTP, beside django-helpdesk 2.6.1 on the same database server, with the same server, workers, threads and client.

Both are served at the same time by granian (WSGI, 2 workers × 4 threads) on loopback, and asked in turn: so many short rounds of eight
clients that keep their connections, ours after theirs and theirs after ours alternately. What is told is the median of the rounds'
ratios, so that whatever else the machine does meets both. Beside it, free of any clock: how many statements one creation is, and the
processor time that it costs in the server's processes and in the database's (where `/proc` tells, on Linux): how often a machine that
does nothing else could do it.
helpdesk is installed from PyPI into a temporary environment. Its client is signed in by session (no password is hashed per request);
`helpdesk_basic` is the same with the user name and password that its API otherwise asks for.
"""

import argparse
import base64
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
RIVAL = ROOT / "benchmarks" / "rivals" / "helpdesk_site.py"
PACKAGES = ["django-helpdesk==2.6.1", "psycopg[binary]", "granian", "setuptools<81"]
CLIENTS, WORKERS, THREADS = 8, 2, 4
PATIENCE_SECONDS = 600  # a machine under load starts a server slowly
OURS = json.dumps(
    {
        "title": "围挡占道",
        "content": "小区外施工围挡占了半边路，晚上没有灯，已经有人摔倒，请尽快处理。",
        "request_type": "complaint",
        "channel": "PHONE",
        "reporter": {"name": "孙某某", "phone": "13800001234"},
    }
).encode()
THEIRS = {
    "title": "围挡占道",
    "description": "小区外施工围挡占了半边路，晚上没有灯，已经有人摔倒，请尽快处理。",
    "priority": 3,
    "submitter_email": "sun@example.com",
}


@dataclass(frozen=True)
class Site:
    """Where and what a client sends, and who works on it: the server's process group and its database."""

    port: int
    group: int
    database: str
    path: str
    body: bytes
    headers: Callable[[], dict[str, str]]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    """The process group of a server that answers."""
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while not answers(port):
                if server.poll() is not None or time.monotonic() > until:
                    log.seek(0)
                    sys.exit(f"the server does not answer: {log.read().decode()[-2000:]}")
                time.sleep(0.1)
            yield server.pid
        finally:
            server.terminate()
            server.wait(20)


def processor_seconds(site: Site) -> float:
    """What the server and the connections to its database have used until now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()", [site.database]
        )
        backends = {str(pid) for (pid,) in cursor.fetchall()}
    used = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()  # from the state on
            if path.parent.name in backends or int(fields[2]) == site.group:
                used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Round:
    made: int
    seconds: float
    processor: float

    @property
    def rate(self) -> float:
        return self.made / self.seconds


def one_round(site: Site, seconds: float) -> Round:
    """Answers of 201. Anything else ends the benchmark."""
    before = processor_seconds(site)
    made: list[int] = [0] * CLIENTS
    wrong: list[Any] = []
    began = time.perf_counter()

    def client(n: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
        try:
            while time.perf_counter() < began + seconds and not wrong:
                headers = site.headers() | {"Content-Type": "application/json"}
                line.request("POST", site.path, site.body, headers)
                answer = line.getresponse()
                said = answer.read()
                if answer.status != 201:
                    wrong.append((answer.status, said[:500]))
                made[n] += 1
        except (OSError, http.client.HTTPException) as error:
            wrong.append(error)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit(f"an answer that is not 201: {wrong[0]}")
    took = time.perf_counter() - began
    return Round(sum(made), took, processor_seconds(site) - before)


@contextmanager
def ours() -> Iterator[tuple[Site, int]]:
    """Our API, and how many statements one registration is."""
    secret = token_in_a_small_city()
    headers = {"Authorization": f"Bearer {secret}"}
    statements = statements_of_one(headers)
    port = free_port()
    command = [sys.executable, "-m", "bihuan", "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--faces", "api"]
    environment = {**os.environ, "BIHUAN_API_CALLS_PER_MINUTE": "1000000"}
    with served(command, environment, port) as group:
        yield (
            Site(
                port,
                group,
                connection.settings_dict["NAME"],
                "/api/v1/cases",
                OURS,
                lambda: headers | {"Idempotency-Key": f"bench-{uuid.uuid4().hex}"},
            ),
            statements,
        )


def token_in_a_small_city() -> str:
    from bihuan.domain.organisations.models import Tenure
    from bihuan.kernel.access import Actor
    from bihuan.kernel.access.actions import issue_token
    from bihuan.kernel.access.models import Person
    from bihuan.kernel.clock import now
    from bihuan.simulation.city import Builder
    from bihuan.simulation.plans import SMALL

    at = now()
    if not Person.objects.exists():
        Builder(SMALL, seed=1, at=at - timedelta(days=30), say=lambda line: None).build()
    person = Person.objects.get(username="liuyang")
    assert Tenure.objects.filter(person=person).exists()
    _, secret = issue_token(
        label="bench",
        scopes=["*"],
        post_id=None,
        person_id=person.pk,
        days=1,
        by=Actor.calendar("bench"),
        at=at,
    )
    return secret


def statements_of_one(headers: dict[str, str]) -> int:
    """After the first ones, which fill the process's caches; opening and closing the transaction counts."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers=headers | {"Host": "127.0.0.1"})
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            client.post("/api/v1/cases", OURS, content_type="application/json")
    return len(asked)


@contextmanager
def helpdesk() -> Iterator[tuple[dict[str, Site], int]]:
    """Theirs, by session and by password, and how many statements one ticket is."""
    with tempfile.TemporaryDirectory(prefix="bihuan-rival-") as folder, rival_database() as database:
        python = install(folder)
        environment = {**os.environ, "RIVAL_DATABASE": json.dumps(database), "PYTHONPATH": str(RIVAL.parent)}
        environment.pop("DJANGO_SETTINGS_MODULE")
        told = rival_says(python, "prepare", environment)
        body = json.dumps({**THEIRS, "queue": told["queue"]}).encode()
        counted = rival_says(python, "statements", environment)
        token = "a" * 32
        session = {"Cookie": f"sessionid={told['session']}; csrftoken={token}", "X-CSRFToken": token}
        basic = {"Authorization": "Basic " + base64.b64encode(b"agent:bench-bench").decode()}
        port = free_port()
        command = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-access-log"]
        with served([*command, "helpdesk_site:application"], environment, port) as group:
            sites = {
                name: Site(port, group, database["NAME"], "/api/tickets/", body, partial(dict, headers))
                for name, headers in {"helpdesk": session, "helpdesk_basic": basic}.items()
            }
            yield sites, counted["statements"]


def rival_says(python: str, what: str, environment: dict[str, str]) -> dict[str, Any]:
    ran = subprocess.run(
        [python, str(RIVAL), what], env=environment, check=True, capture_output=True, text=True
    )
    said: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return said


def install(folder: str) -> str:
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "-q", f"{folder}/venv"], check=True)
    python = f"{folder}/venv/bin/python"
    subprocess.run([*uv, "pip", "install", "-q", "--python", python, *PACKAGES], check=True)
    return python


@contextmanager
def rival_database() -> Iterator[dict[str, Any]]:
    """Another database on the same server."""
    name = "rival_helpdesk"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    own = connection.settings_dict
    yield {key: own[key] for key in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT")} | {"NAME": name}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def in_turn(mine: Site, theirs: Site, rounds: int, seconds: float) -> list[tuple[Round, Round]]:
    """(ours, theirs) for each round; who begins alternates."""
    for site in (mine, theirs):  # workers and connections warm up
        one_round(site, seconds)
    found = []
    for n in range(rounds):
        order = (mine, theirs) if n % 2 else (theirs, mine)
        done = {site.path: one_round(site, seconds) for site in order}
        found.append((done[mine.path], done[theirs.path]))
    return found


def milliseconds_each(rounds: Iterable[Round]) -> float:
    done = list(rounds)
    return 1000 * sum(one.processor for one in done) / max(1, sum(one.made for one in done))


def tell(name: str, value: float, unit: str, baseline: float, ratio: float, **more: Any) -> None:
    line = {"name": name, "value": round(value, 1), "unit": unit, "baseline": round(baseline, 1)}
    print(json.dumps(line | {"ratio": round(ratio, 2)} | more), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--seconds", type=float, default=6)
    options = parser.parse_args()
    if connection.vendor != "postgresql":
        return
    with helpdesk() as (rivals, theirs), ours() as (mine, own):
        tell("statements_per_creation", own, "statements", theirs, own / theirs)
        for name, rival in rivals.items():
            rounds = in_turn(mine, rival, options.rounds, options.seconds)
            ratios = [round(we.rate / they.rate, 2) for we, they in rounds if they.made]
            own_time, their_time = (milliseconds_each(one[n] for one in rounds) for n in (0, 1))
            tell(f"processor_time_to_{name}", own_time, "ms each", their_time, own_time / their_time)
            tell(
                f"create_over_http_to_{name}",
                median(we.rate for we, _ in rounds),
                "per second",
                median(they.rate for _, they in rounds),
                median(ratios),
                ratios=ratios,
            )


if __name__ == "__main__":
    main()
