"""For whom a post stands: the keys that match `CaseParty.holder` and `Duty.holder`."""

from collections.abc import Iterable

from bihuan.domain.organisations.choices import ADMIN_ROLES, AREA_ROLES, UNIT_ROLES


def office_key(office_id: int) -> str:
    return f"office:{office_id}"


def person_key(person_id: int) -> str:
    return f"person:{person_id}"


def admin_key(area_id: int) -> str:
    """The right to administer an area's offices and people; it matches no party and no duty of cases."""
    return f"admin:{area_id}"


def keys_of(
    *,
    person_ids: Iterable[int],
    office_id: int,
    unit_id: int | None,
    area_id: int | None,
    roles: Iterable[str],
) -> frozenset[str]:
    """The holders for whom someone in this post stands.

    Always the person (and the one they act for) and the post's own office. With a unit role (desk, deputy, head, inspector) also the
    nearest unit; with an area role (双优化办, follow-up, leader, …) also the whole area; with an administrator's role `admin:<area>`,
    which opens no case.
    """
    held = frozenset(roles)
    keys = {person_key(pk) for pk in person_ids} | {office_key(office_id)}
    if unit_id is not None and held & UNIT_ROLES:
        keys.add(office_key(unit_id))
    if area_id is not None and held & AREA_ROLES:
        keys.add(office_key(area_id))
    if area_id is not None and held & ADMIN_ROLES:
        keys.add(admin_key(area_id))
    return frozenset(keys)
