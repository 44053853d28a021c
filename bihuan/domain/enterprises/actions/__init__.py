"""The only writers, in the order of an enterprise's life."""

from bihuan.domain.enterprises.actions.contacts import end_contact, set_contact
from bihuan.domain.enterprises.actions.keys import make_key, revoke_key
from bihuan.domain.enterprises.actions.merging import merge_enterprises
from bihuan.domain.enterprises.actions.registering import (
    register_enterprise,
    rename_enterprise,
    update_enterprise,
)
from bihuan.domain.enterprises.actions.signing_in import send_code, sign_in_contact, sign_out_contact
from bihuan.domain.enterprises.actions.verifying import invite_contact, revoke_contact, verify_contact
from bihuan.domain.enterprises.actions.years import (
    record_above_scale,
    record_year,
    withdraw_above_scale,
)

__all__ = [
    "end_contact",
    "invite_contact",
    "make_key",
    "merge_enterprises",
    "record_above_scale",
    "record_year",
    "register_enterprise",
    "rename_enterprise",
    "revoke_contact",
    "revoke_key",
    "send_code",
    "set_contact",
    "sign_in_contact",
    "sign_out_contact",
    "update_enterprise",
    "verify_contact",
    "withdraw_above_scale",
]
