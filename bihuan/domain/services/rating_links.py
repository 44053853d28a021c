"""The signed link of one handling: whoever holds it may rate that handling, once. Made for the QR code at the window and for links."""

from django.core import signing

SALT = "services.rating"


def rating_token(number: str) -> str:
    """`20260012:…`, for an address."""
    return signing.Signer(salt=SALT).sign(number)


def handling_number_of(token: str) -> str | None:
    """The number behind a token; None where it was not made here."""
    try:
        return signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
