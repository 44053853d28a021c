"""Accounts of people: made, kept, retired. Their data stay out of the journal; the entry says that, and by whom."""

from datetime import datetime
from typing import Annotated

from django.db import transaction
from django.db.models import Q

from bihuan.domain.organisations.actions.locks import lock_person, subject_of
from bihuan.domain.organisations.models import Tenure
from bihuan.domain.organisations.queries.facts import person_facts
from bihuan.domain.organisations.queries.tenures import day_of
from bihuan.domain.organisations.rules.administration import PersonFacts, may_register
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import line


def register_person(
    *,
    by: Actor,
    at: datetime,
    username: Annotated[str, line("登录名")],
    name: Annotated[str, line("姓名")],
    phone: Annotated[str, line("手机")] = "",
    email: Annotated[str, line("邮箱")] = "",
) -> Person:
    """Make an account without a password: `bihuan give_password` gives a temporary one, which its holder changes first."""
    refuse_unless(may_register(PersonFacts(id=0), by))
    with transaction.atomic():
        refuse_unless_fits(Person, {"username": username, "name": name, "phone": phone, "email": email})
        if Person.objects.filter(username=username.strip()).exists():
            raise Malformed(fields={"username": f"登录名 {username.strip()} 已被使用。"})
        person = Person.objects.create_person(
            username=username.strip(), name=name.strip(), phone=phone.strip(), email=email.strip()
        )
        record(subject=subject_of(person), event="person.register", by=by, at=at)
    return person


def update_person(
    *,
    person: Person,
    by: Actor,
    at: datetime,
    name: Annotated[str | None, line("姓名")] = None,
    phone: Annotated[str | None, line("手机")] = None,
    email: Annotated[str | None, line("邮箱")] = None,
    seen: int | None = None,
) -> Person:
    """Keep a person's data up to date; what is left out stays."""
    given = {"name": name, "phone": phone, "email": email}
    with transaction.atomic():
        person = lock_person(person, seen=seen)
        refuse_unless(may_register(person_facts(person), by))
        refuse_unless_fits(Person, given)
        changed = [key for key, value in given.items() if value is not None and value != getattr(person, key)]
        if not changed:
            raise WrongState("nothing_changed", "没有改动。", "请修改后再保存。")
        for key in changed:
            setattr(person, key, given[key])
        person.save(update_fields=changed)
        record(
            subject=subject_of(person), event="person.update", by=by, at=at, data={"changed": sorted(changed)}
        )
    return person


def retire_person(*, person: Person, by: Actor, at: datetime, seen: int | None = None) -> Person:
    """Lock an account for good; refused while its holder still has a post."""
    with transaction.atomic():
        person = lock_person(person, seen=seen)
        refuse_unless(may_register(person_facts(person), by))
        if Tenure.objects.filter(Q(to_on=None) | Q(to_on__gte=day_of(at)), person=person).exists():
            raise WrongState("still_in_post", "此人还有岗位。", "请先办理离任和移交。")
        return _set_active(person, False, "person.retire", by, at)


def reinstate_person(*, person: Person, by: Actor, at: datetime, seen: int | None = None) -> Person:
    """Open a retired account again."""
    with transaction.atomic():
        person = lock_person(person, seen=seen)
        refuse_unless(may_register(person_facts(person), by))
        return _set_active(person, True, "person.reinstate", by, at)


def _set_active(person: Person, active: bool, event: str, by: Actor, at: datetime) -> Person:
    if person.is_active == active:
        raise WrongState("nothing_changed", f"账号已经是{'启用' if active else '停用'}状态。")
    person.is_active = active
    person.save(update_fields=["is_active"])
    record(subject=subject_of(person), event=event, by=by, at=at)
    return person
