"""The only writers, in the order of an organisation's life."""

from bihuan.domain.organisations.actions.delegations import delegate, end_delegation
from bihuan.domain.organisations.actions.offices import (
    close_office,
    move_office,
    open_office,
    rename_office,
    set_desk,
    update_office,
)
from bihuan.domain.organisations.actions.people import (
    register_person,
    reinstate_person,
    retire_person,
    update_person,
)
from bihuan.domain.organisations.actions.posts import change_post, close_post, create_post
from bihuan.domain.organisations.actions.regions import load_regions
from bihuan.domain.organisations.actions.seats import Seat, fill_seats
from bihuan.domain.organisations.actions.shifts import drop_shift, set_shift
from bihuan.domain.organisations.actions.tenures import appoint, hand_over, leave_post

__all__ = [
    "Seat",
    "appoint",
    "change_post",
    "close_office",
    "close_post",
    "create_post",
    "delegate",
    "drop_shift",
    "end_delegation",
    "fill_seats",
    "hand_over",
    "leave_post",
    "load_regions",
    "move_office",
    "open_office",
    "register_person",
    "reinstate_person",
    "rename_office",
    "retire_person",
    "set_desk",
    "set_shift",
    "update_office",
    "update_person",
]
