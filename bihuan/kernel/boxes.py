"""Short texts that lie in the database and nobody may read there: encrypted under the server's key."""

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def encrypted(text: str, *, purpose: str = "notice") -> str:
    return _box(purpose).encrypt(text.encode()).decode()


def decrypted(text: str, *, purpose: str = "notice") -> str:
    return _box(purpose).decrypt(text.encode()).decode()


def _box(purpose: str) -> MultiFernet:
    """The newest key encrypts, older ones still open: `BIHUAN_SECRET_KEY` can be rotated. A key per purpose."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose} {key}".encode()).digest()))
            for key in keys
        ]
    )
