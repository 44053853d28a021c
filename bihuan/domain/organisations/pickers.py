"""The vocabularies that verbs choose from: office, section, person, region, post, role, shift."""

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import OfficeKind, Role, ShiftRank
from bihuan.domain.organisations.models import Office, Post, Region, Shift
from bihuan.domain.organisations.queries import (
    find_offices,
    find_people,
    find_regions,
    office_for,
    person_for,
)
from bihuan.domain.organisations.queries.people import INSIDERS
from bihuan.domain.organisations.queries.posts import find_posts, find_shifts
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import Picker

FEW = 31  # one more than a face shows without asking for words
SECTIONS = (OfficeKind.SECTION, OfficeKind.WINDOW, OfficeKind.TEAM)


def _office_label(office: Office) -> str:
    """A section is named with its unit: 建筑许可科 is told apart by 市住建局."""
    return office.name if office.unit_id in (None, office.pk) else office.with_unit


def _section(actor: Actor, code: str) -> Office:
    office = office_for(actor, code)
    if office.kind not in SECTIONS:
        raise NotVisible("no_such_section", "没有这个科室。", "请从科室名单中选择。")
    return office


def _region(actor: Actor, code: str) -> Region:
    region = Region.objects.filter(code=without_nul(code), to_on=None).first()
    if region is None:
        raise NotVisible("no_such_region", "没有这个区划代码。", "请从区域名单中选择。")
    return region


def _post(actor: Actor, key: str) -> Post:
    post = Post.objects.select_related("office").filter(pk=_number(key)).first()
    if post is None or actor.kind not in INSIDERS:
        raise NotVisible("no_such_post", "没有这个岗位。", "请从岗位名单中选择。")
    return post


def _shift(actor: Actor, key: str) -> Shift:
    shift = Shift.objects.select_related("person").filter(pk=_number(key)).first()
    if shift is None or actor.kind not in INSIDERS:
        raise NotVisible("no_such_shift", "没有这个班次。", "请从值班表中选择。")
    return shift


def _number(key: str) -> int:
    return int(key) if key.isascii() and key.isdecimal() and len(key) < 19 else 0


def _role(actor: Actor, code: str) -> Role:
    if code not in Role.values:
        raise NotVisible("no_such_role", "没有这个角色。", "请从角色名单中选择。")
    return Role(code)


def _person_label(person: Person) -> str:
    return f"{person.name}({person.username})"


def _shift_label(shift: Shift) -> str:
    return f"{localtime(shift.from_at):%m-%d %H:%M} {ShiftRank(shift.rank).label} {shift.person.name}"


PICKERS = (
    Picker(
        "office",
        lambda actor, words: find_offices(words, limit=FEW),
        office_for,
        lambda o: o.code,
        _office_label,
    ),
    Picker(
        "section",
        lambda actor, words: find_offices(words, kinds=SECTIONS, limit=FEW),
        _section,
        lambda o: o.code,
        _office_label,
    ),
    Picker(
        "person",
        lambda actor, words: find_people(actor, words, limit=FEW),
        person_for,
        lambda p: p.username,
        _person_label,
    ),
    Picker("region", lambda actor, words: find_regions(words, limit=FEW), _region, lambda r: r.code, str),
    Picker("post", lambda actor, words: find_posts(actor, words, limit=FEW), _post, lambda p: str(p.pk), str),
    Picker(
        "shift",
        lambda actor, words: find_shifts(actor, words, limit=FEW),
        _shift,
        lambda s: str(s.pk),
        _shift_label,
    ),
    Picker(
        "role",
        lambda actor, words: [role for role in Role if words in role.label],
        _role,
        lambda role: role.value,
        lambda role: role.label,
    ),
)
