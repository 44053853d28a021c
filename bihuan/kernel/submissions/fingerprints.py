"""Whether two requests with the same key ask for the same thing."""

import hashlib

from bihuan.kernel.journal.canonical import Json, canonical


def fingerprint(asked: Json | bytes) -> str:
    """SHA-256 of what was asked for: the raw body, or its fields in canonical form."""
    body = asked if isinstance(asked, bytes) else canonical(asked).encode()
    return hashlib.sha256(body).hexdigest()
