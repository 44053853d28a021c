"""Whose unsent work lies on a phone. A name that tells nothing, so that nobody sends what another wrote."""

from bihuan.faces.shared.rates import digest_of
from bihuan.kernel.access import Actor, ActorKind


def owner_of(actor: Actor | None) -> str:
    """Empty for the public; a short digest for a person, or a firm's contact."""
    if actor is None:
        return ""
    who = str(actor.person_id or (actor.subject if actor.kind is ActorKind.CONTACT else ""))
    return digest_of(f"offline/{who}")[:16] if who else ""
