"""How entries hold on to each other: the hash of an entry is over the hash before it, of the same subject, and its own text."""

import hashlib
from collections.abc import Callable
from typing import Any

# SM3 comes with OpenSSL 3. A chain may change its algorithm between two entries: each entry names its own.
ALGORITHMS: dict[str, Callable[[bytes], Any]] = {
    "sha256": hashlib.sha256,
    "sm3": lambda data: hashlib.new("sm3", data),
}
NOTHING_BEFORE = ""  # the prev_hash of a subject's first entry


def chain_hash(algorithm: str, prev_hash: str, text: str) -> str:
    """Hexadecimal digest of `prev_hash`, a line feed, and the text in UTF-8."""
    digest: str = ALGORITHMS[algorithm](f"{prev_hash}\n{text}".encode()).hexdigest()
    return digest
