"""What a token is made of and when it holds. Pure."""

import hashlib
import secrets
from datetime import datetime

EVERYTHING = "*"  # the scope of a token that may do all that its post or person may
PREFIX = "bihuan_"  # so that a scanner of leaked secrets can recognise one


def new_secret() -> str:
    """256 bits that nobody can guess, shown once."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What the database keeps. A plain hash will do: the secret is random, there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def secret_in(header: str) -> str:
    """The secret of an `Authorization: Bearer …` header, or nothing."""
    scheme, _, secret = header.partition(" ")
    secret = secret.strip()
    return secret if scheme.lower() == "bearer" and secret.startswith(PREFIX) else ""


def holds(*, expires_at: datetime, revoked_at: datetime | None, at: datetime) -> bool:
    """A token holds until it expires, unless it was revoked."""
    return revoked_at is None and at < expires_at
