"""What the scripts share: where things are, how to say something, how to stop with a clear sentence.

Only the standard library, and readable by an older Python too, so that "your Python is too old" can be said at all.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
PYTHON = BIN / "python"
OLDEST = (3, 11)
ON_CI = os.environ.get("CI", "").lower() not in ("", "0", "false")


def say(sentence):
    """One line of progress."""
    print("==> " + sentence, flush=True)


def stop(sentence):
    """End with one clear sentence."""
    print("\n" + sentence, file=sys.stderr, flush=True)
    raise SystemExit(1)


def run(command, **options):
    """Run a command in the checkout; its exit code."""
    options.setdefault("cwd", ROOT)
    return subprocess.run([str(word) for word in command], **options).returncode


def bihuan(*words):
    """The command line `bihuan …` of this checkout, as a list."""
    return [PYTHON, "-m", "bihuan", *words]


def end_what_was_started_when_told():
    """SIGTERM leaves every `with` and `finally`: databases and servers end too, folders go."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def fingerprint(*paths):
    """SHA-256 over the contents of files; what a stamp holds."""
    digest = hashlib.sha256(".".join(map(str, sys.version_info[:2])).encode())
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_done(stamp, mark):
    return stamp.exists() and stamp.read_text() == mark


def find_python():
    """An interpreter that is new enough: this one, or a newer one beside it."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for minor in range(14, OLDEST[1] - 1, -1):
        found = shutil.which("python3.%d" % minor)  # noqa: UP031 - an older Python must be able to read this
        if found:
            return found
    return stop(
        "Python %d.%d is too old: Bihuan needs Python 3.11 or newer (with venv). Install it and start again."  # noqa: UP031 - as above
        % sys.version_info[:2]
    )
