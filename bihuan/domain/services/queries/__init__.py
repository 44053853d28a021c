"""Questions: which item, what applied on a day, what it says, what one version saves against another."""

from bihuan.domain.services.queries.gates import item_for, items_visible_to
from bihuan.domain.services.queries.versions import (
    compare_versions,
    content_of,
    items_at,
    latest_name,
    promise_of,
    version_on,
    versions_in_force,
    versions_of,
    with_tables,
)

__all__ = [
    "compare_versions",
    "content_of",
    "item_for",
    "items_at",
    "items_visible_to",
    "latest_name",
    "promise_of",
    "version_on",
    "versions_in_force",
    "versions_of",
    "with_tables",
]
