"""`bihuan serve`: the web server, for the faces that this machine shows."""

import os
import socket
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, connection, connections
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

FACES = ("portal", "workbench", "dashboard", "api")
WORKER_LIFETIME_SECONDS = 6 * 3600
WORKER_MAX_MEGABYTES = 1024
# Seconds that a worker may take to finish what it has begun when the server is told to stop.
GRACE_SECONDS = 20


class Command(BaseCommand):
    """The internet and the government network are apart: one machine serves the portal, another the workbench.

    Workers are processes, each with threads; one that dies is replaced, and each is renewed from time to time.
    """

    help = "启动网页服务。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--faces", default=",".join(settings.FACES), help="用逗号分开：" + "、".join(FACES)
        )
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2, help="进程数")
        parser.add_argument("--threads", type=int, default=settings.THREADS, help="每个进程的线程数")

    def handle(self, *args: Any, **options: Any) -> None:
        faces = [face.strip() for face in options["faces"].split(",") if face.strip()]
        if unknown := set(faces) - set(FACES):
            raise CommandError(f"没有这个界面：{'、'.join(sorted(unknown))}。可选：{'、'.join(FACES)}。")
        refuse_uncollected_files()
        self.refuse_unsound_database()
        refuse_taken_port(options["host"], options["port"])
        # The workers are new processes and read their settings from here.
        os.environ["BIHUAN_FACES"] = ",".join(faces)
        os.environ["BIHUAN_THREADS"] = str(options["threads"])
        server(options["host"], options["port"], options["workers"], options["threads"]).serve()

    def refuse_unsound_database(self) -> None:
        """A database without the journal's triggers is not served. One that is gone is waited for: pages say so until it is back."""
        try:
            self.check(databases=["default"])
        except (OperationalError, InterfaceError) as gone:
            self.stderr.write(f"数据库现在没有应答，先启动，等它回来：{gone}")
        finally:
            leave_connections()


def leave_connections() -> None:
    """The workers are forked: they share no connection, and no pool and its threads."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]  # only this backend has one


def refuse_uncollected_files() -> None:
    if settings.STATIC_ROOT and not (settings.STATIC_ROOT / "staticfiles.json").exists():
        raise CommandError("还没有收集静态文件。请先运行：bihuan collectstatic --no-input")


def refuse_taken_port(host: str, port: int) -> None:
    """Workers share the port with SO_REUSEPORT, so a second server would start silently and take half of the requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"{host} 的 {port} 端口不能使用（{error.strerror}）。请换一个：--port {port + 1}"
            ) from error


def server(host: str, port: int, workers: int, threads: int) -> MPServer:
    return MPServer(
        "bihuan.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        # What is beyond the threads waits in the kernel's queue, which is bounded too.
        backpressure=threads * 4,
        backlog=512,
        websockets=False,
        http1_settings=HTTP1Settings(header_read_timeout=10_000, max_buffer_size=64 * 1024),
        # Its lines take the same way out as ours. Elsewhere than in production its advice on the kernel's settings is noise.
        log_dictconfig={"loggers": {"_granian": {"handlers": [], "propagate": True}}},
        log_level=LogLevels.warning if settings.PRODUCTION else LogLevels.error,
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_lifetime=WORKER_LIFETIME_SECONDS,
        workers_max_rss=WORKER_MAX_MEGABYTES,
        workers_kill_timeout=GRACE_SECONDS,
    )
