"""Registering over HTTP, beside django-helpdesk 2.6.1 on the same database server, with the same server, workers, threads and client.

Both are served by granian (WSGI, 2 workers × 4 threads) on loopback; eight clients keep their connections and send one report after the other for some
seconds. helpdesk is installed from PyPI into a temporary environment. Its client is signed in by session (no password is hashed per
request); `helpdesk_basic` is the same with the user name and password that its API otherwise asks for.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.settings")
django.setup()

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
RIVAL = ROOT / "benchmarks" / "rivals" / "helpdesk_site.py"
PACKAGES = ["django-helpdesk==2.6.1", "psycopg[binary]", "granian", "setuptools<81"]
CLIENTS, WORKERS, THREADS = 8, 2, 4
Sent = tuple[str, dict[str, str], bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], environment: dict[str, str], port: int) -> Iterator[None]:
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(
            command, env=environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                if server.poll() is not None:
                    log.seek(0)
                    sys.exit(f"the server ended: {log.read().decode()[-2000:]}")
                time.sleep(0.1)
            yield
        finally:
            server.terminate()
            server.wait(20)


def per_second(port: int, make: Callable[[int], Sent], seconds: float) -> float:
    """Answers of 201 in a second, after a warm-up of a second and a half. Anything else ends the benchmark."""
    made, wrong = [0] * CLIENTS, []
    began = time.perf_counter() + 1.5
    ends = began + seconds

    def client(n: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        sent = 0
        while (at := time.perf_counter()) < ends and not wrong:
            path, headers, body = make(n * 1_000_000 + sent)
            line.request("POST", path, body, headers | {"Content-Type": "application/json"})
            answer = line.getresponse()
            said = answer.read()
            sent += 1
            if answer.status != 201:
                wrong.append((answer.status, said[:500]))
            made[n] += at >= began

    threads = [threading.Thread(target=client, args=(n,)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        sys.exit(f"an answer that is not 201: {wrong[0]}")
    return max(sum(made), 1) / (time.perf_counter() - began)


def ours(seconds: float) -> float:
    from bihuan.domain.organisations.models import Tenure
    from bihuan.kernel.access import Actor
    from bihuan.kernel.access.actions import issue_token
    from bihuan.kernel.access.models import Person
    from bihuan.kernel.clock import now
    from bihuan.simulation.city import Builder
    from bihuan.simulation.plans import SMALL

    at = now()
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
    body = json.dumps(
        {
            "title": "围挡占道",
            "content": "小区外施工围挡占了半边路，晚上没有灯，已经有人摔倒，请尽快处理。",
            "request_type": "complaint",
            "channel": "PHONE",
            "reporter": {"name": "孙某某", "phone": "13800001234"},
        }
    ).encode()
    headers = {"Authorization": f"Bearer {secret}"}
    port = free_port()
    command = [sys.executable, "-m", "bihuan", "serve", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--threads", str(THREADS), "--faces", "api"]
    environment = {**os.environ, "BIHUAN_API_CALLS_PER_MINUTE": "1000000"}
    with served(command, environment, port):
        return per_second(
            port, lambda n: ("/api/v1/cases", headers | {"Idempotency-Key": f"bench-{n}"}, body), seconds
        )


def helpdesk(seconds: float) -> dict[str, float]:
    with tempfile.TemporaryDirectory(prefix="bihuan-rival-") as folder, rival_database() as database:
        python = install(folder)
        environment = {**os.environ, "RIVAL_DATABASE": json.dumps(database), "PYTHONPATH": str(RIVAL.parent)}
        environment.pop("DJANGO_SETTINGS_MODULE")
        ran = subprocess.run(
            [python, str(RIVAL), "prepare"], env=environment, check=True, capture_output=True, text=True
        )
        told = json.loads(ran.stdout.splitlines()[-1])
        ticket = {
            "queue": told["queue"],
            "title": "围挡占道",
            "description": "小区外施工围挡占了半边路，晚上没有灯，已经有人摔倒，请尽快处理。",
            "priority": 3,
            "submitter_email": "sun@example.com",
        }
        body = json.dumps(ticket).encode()
        token = "a" * 32
        session = {"Cookie": f"sessionid={told['session']}; csrftoken={token}", "X-CSRFToken": token}
        basic = {"Authorization": "Basic " + base64.b64encode(b"agent:bench-bench").decode()}
        port = free_port()
        command = [python, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-access-log"]
        with served([*command, "helpdesk_site:application"], environment, port):
            return {
                name: per_second(port, lambda n, h=headers: ("/api/tickets/", h, body), seconds)
                for name, headers in {"helpdesk": session, "helpdesk_basic": basic}.items()
            }


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


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=8)
    seconds = parser.parse_args().seconds
    if connection.vendor != "postgresql":
        return
    rivals = helpdesk(seconds)
    value = ours(seconds)
    for name, baseline in rivals.items():
        line = {"name": f"create_over_http_to_{name}", "value": round(value, 1), "unit": "per second"}
        print(
            json.dumps(line | {"baseline": round(baseline, 1), "ratio": round(value / baseline, 2)}),
            flush=True,
        )


if __name__ == "__main__":
    main()
