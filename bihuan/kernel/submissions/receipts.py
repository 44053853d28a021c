"""The secret of a receipt: derived from its number, stored nowhere."""

import hashlib
import hmac
import unicodedata

from django.conf import settings

DIGITS = 10


def receipt_secret(number: str) -> str:
    """Ten digits in two groups, `48213-70956`: said on the telephone, heard and typed without a doubt; HMAC of the number."""
    mac = hmac.new(str(settings.RECEIPT_KEY).encode(), f"receipt\n{number}".encode(), hashlib.sha256).digest()
    digits = f"{int.from_bytes(mac, 'big') % 10**DIGITS:0{DIGITS}d}"
    return f"{digits[:5]}-{digits[5:]}"


def receipt_holds(number: str, secret: str) -> bool:
    """Whether this secret belongs to this number; spaces, hyphens and full-width digits do not matter. The face limits the tries."""
    return hmac.compare_digest(_digits(receipt_secret(number)), _digits(secret))


def _digits(secret: str) -> bytes:
    plain = unicodedata.normalize("NFKC", secret)
    return "".join(letter for letter in plain if not letter.isspace() and letter not in "-‐‑–—").encode()
