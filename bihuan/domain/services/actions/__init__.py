"""The only writers, by noun and in loop order."""

from bihuan.domain.services.actions.publishing import publish_version, register_item

__all__ = ["publish_version", "register_item"]
