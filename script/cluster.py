"""A private PostgreSQL from the binaries of this machine: in a temporary folder, on loopback, with its own password, gone at the end.

For tests and benchmarks. PostgreSQL refuses to run as root, so root starts it as the user `postgres`.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

PLACES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/pgsql/bin",
)
OLDEST = 15


def find_binaries():
    """The folder with the newest `initdb` of this machine that is new enough, or None."""
    found = [Path(folder) for place in PLACES for folder in Path("/").glob(place[1:])]
    if shutil.which("initdb"):
        found.append(Path(shutil.which("initdb")).resolve().parent)
    able = [(version_of(folder), folder) for folder in found if (folder / "initdb").exists()]
    return max([pair for pair in able if pair[0] >= OLDEST], default=(0, None))[1]


def version_of(folder):
    words = subprocess.run(
        [folder / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    return int(words.split()[2].split(".")[0])


def reason_not_to():
    """Why this machine cannot start a cluster, or None."""
    if find_binaries() is None:
        return f"no PostgreSQL {OLDEST} or newer is installed (Debian: apt-get install postgresql)"
    if os.geteuid() == 0 and not has_user("postgres"):
        return "root may not run PostgreSQL and there is no user postgres"
    return None


def has_user(name):
    try:
        return bool(pwd.getpwnam(name))
    except KeyError:
        return False


@contextmanager
def private_cluster(*, durable=False):
    """Start a cluster; gives the address of its database `bihuan` as a URL and the process, which a fault round may kill."""
    folder = make_folder()
    try:
        cluster = Cluster(folder, durable)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Cluster:
    """One PostgreSQL server of our own."""

    def __init__(self, folder, durable):
        self.folder, self.durable = folder, durable
        self.binaries = find_binaries()
        self.port, self.password = free_port(), secrets.token_urlsafe(24)
        self.url = self._url_of("bihuan")
        self.server = None
        self._make()

    def _make(self):
        secret = self.folder / "password"
        secret.write_text(self.password)
        give(secret)
        flags = ["--username=postgres", "--auth=scram-sha-256", f"--pwfile={secret}", "--data-checksums"]
        words = [
            self.binaries / "initdb",
            "-D",
            self.folder / "data",
            "--locale=C.UTF-8",
            "--encoding=UTF8",
            *flags,
        ]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, **as_postgres(self.folder))

    def start(self):
        safety = (
            []
            if self.durable
            else ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        )
        words = [
            self.binaries / "postgres",
            "-D",
            self.folder / "data",
            "-p",
            str(self.port),
            "-k",
            self.folder,
        ]
        options = ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200", *safety]
        with (self.folder / "log").open("ab") as log:
            self.server = subprocess.Popen(
                [*words, *options], stdout=log, stderr=log, start_new_session=True, **as_postgres(self.folder)
            )
        self._wait()

    def _wait(self):
        for _ in range(300):
            if self.server.poll() is not None:
                raise SystemExit(f"PostgreSQL ended at once:\n{(self.folder / 'log').read_text()[-2000:]}")
            if self._psql("SELECT 1").returncode == 0:
                self.database("bihuan")
                return
            time.sleep(0.1)
        raise SystemExit("PostgreSQL did not answer within 30 seconds.")

    def database(self, name):
        """The address of a database of this name, which is made where there is none."""
        self._psql(
            f'CREATE DATABASE "{name}"'
        )  # refused where it is there; quoted, since a benchmark is called create
        return self._url_of(name)

    def _psql(self, statement):
        words = [
            self.binaries / "psql",
            "-h",
            "127.0.0.1",
            "-p",
            str(self.port),
            "-U",
            "postgres",
            "-d",
            "postgres",
        ]
        environment = {**os.environ, "PGPASSWORD": self.password}
        return subprocess.run(
            [*words, "-tAc", statement], env=environment, capture_output=True, text=True, check=False
        )

    def _url_of(self, name):
        return f"postgres://postgres:{self.password}@127.0.0.1:{self.port}/{name}"

    def kill(self):
        """Pull the plug: no goodbye, as a power cut."""
        os.killpg(self.server.pid, 9)
        self.server.wait()

    def stop(self):
        """Fast shutdown; nothing of a test needs keeping."""
        if self.server and self.server.poll() is None:
            self.server.send_signal(2)
            try:
                self.server.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_folder():
    """A temporary folder that the server's user can reach; nobody's permissions are changed above it."""
    # mkdtemp makes a private folder inside, so a public parent is safe:
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):  # nosec B108
        folder = Path(tempfile.mkdtemp(prefix="bihuan-pg-", dir=parent))
        give(folder)
        if subprocess.run(["test", "-w", folder], check=False, **as_postgres("/")).returncode == 0:
            return folder
        shutil.rmtree(folder)
    raise SystemExit("The user postgres can reach no temporary folder; set TMPDIR to one that it can.")


def give(path):
    """Hand a path to the server's user, where that is somebody else."""
    if os.geteuid() == 0:
        shutil.chown(path, "postgres", "postgres")


def as_postgres(folder):
    """Arguments of `subprocess` that make a child somebody whom PostgreSQL accepts."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    entry = pwd.getpwnam("postgres")
    return {"cwd": folder, "user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
