"""Whose unsent work lies on a phone. A name that tells nothing, so that nobody sends what another wrote."""

from bihuan.faces.shared.rates import digest_of
from bihuan.kernel.access import Actor


def owner_of(actor: Actor | None) -> str:
    """Empty for the public; a short digest for a person."""
    if actor is None or actor.person_id is None:
        return ""
    return digest_of(f"offline/{actor.person_id}")[:16]
