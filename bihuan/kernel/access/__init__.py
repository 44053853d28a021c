"""Person (who can sign in), Actor (who acts here and now), Token (a neighbouring system)."""

from bihuan.kernel.access.actors import Actor, ActorKind

__all__ = ["Actor", "ActorKind"]
