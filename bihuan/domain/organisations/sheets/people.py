"""The table of people: accounts only; what they may do comes with their posts."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from bihuan.domain.organisations.actions import register_person, update_person
from bihuan.domain.organisations.sheets.running import Book, Outcome, Values
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.identifiers import phone
from bihuan.kernel.sheets import Column, Fault, text


def _phone(cell: Any) -> str:
    return str(phone(text(cell)))


COLUMNS = (
    Column("username", "登录名", required=True),
    Column("name", "姓名", required=True),
    Column("phone", "手机", _phone, aliases=("电话", "联系电话")),
    Column("email", "邮箱"),
)


def _rule() -> Callable[[Values], Iterable[Fault]]:
    seen: set[str] = set()

    def check(values: Values) -> Iterator[Fault]:
        if values["username"] in seen:
            yield Fault("登录名", f"{values['username']} 在表中重复。")
        if len(values["username"]) > 64 or any(sign.isspace() for sign in values["username"]):
            yield Fault("登录名", "登录名不超过64个字，中间不能有空格。")
        if values["email"] and "@" not in values["email"]:
            yield Fault("邮箱", "邮箱地址不完整。")
        seen.add(values["username"])

    return check


def _write(values: Values, *, by: Actor, at: datetime) -> Outcome:
    person = Person.objects.filter(username=values["username"]).first()
    given = {key: values[key] for key in ("name", "phone", "email") if values[key]}
    if person is None:
        register_person(by=by, at=at, username=values["username"], **given)
        return Outcome.ADDED
    if all(getattr(person, key) == value for key, value in given.items()):
        return Outcome.UNCHANGED
    update_person(person=person, by=by, at=at, **given)
    return Outcome.CHANGED


PEOPLE = Book("人员", COLUMNS, _rule, _write)


def people_rows() -> Iterator[list[str]]:
    """The people in use, in the columns of the table."""
    for person in Person.objects.filter(is_active=True).order_by("username").iterator(1000):
        yield [person.username, person.name, person.phone, person.email]
