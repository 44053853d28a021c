"""The only writers, by noun and in loop order."""

from bihuan.domain.services.actions.drafting import (
    describe_item,
    discard_draft,
    drop_window,
    open_item,
    set_fees,
    set_limits,
    set_visits,
    set_window,
)
from bihuan.domain.services.actions.publishing import (
    publish_draft,
    publish_version,
    register_item,
    stop_item,
)
from bihuan.domain.services.actions.tables import (
    drop_material,
    drop_question,
    drop_step,
    set_material,
    set_question,
    set_step,
)

__all__ = [
    "describe_item",
    "discard_draft",
    "drop_material",
    "drop_question",
    "drop_step",
    "drop_window",
    "open_item",
    "publish_draft",
    "publish_version",
    "register_item",
    "set_fees",
    "set_limits",
    "set_material",
    "set_question",
    "set_step",
    "set_visits",
    "set_window",
    "stop_item",
]
