"""Offices and people: the directory, one page each, their verbs; who is on duty; who acts for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.organisations.actions.people import register_person
from bihuan.domain.organisations.choices import OfficeKind, Role
from bihuan.domain.organisations.models import Delegation, Office, Shift
from bihuan.domain.organisations.queries import (
    day_of,
    find_people,
    office_facts,
    office_for,
    on_duty,
    person_facts,
    person_for,
    tenures_on,
)
from bihuan.domain.organisations.rules.administration import PersonFacts, may_register
from bihuan.domain.organisations.verbs import OFFICE_VERBS, PERSON_VERBS
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import timeline_of
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.making import Making
from bihuan.kernel.access.models import Person
from bihuan.kernel.journal import history
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import NotVisible

ROSTER_DAYS = 14


def office_url(office: Office) -> str:
    return reverse("workbench:office", args=[office.code])


def person_url(person: Person) -> str:
    return reverse("workbench:person", args=[person.username])


OFFICES = Noun(
    table=OFFICE_VERBS,
    find=office_for,
    facts=lambda office, actor: office_facts(office),
    subject=lambda office: office.subject,
    home=office_url,
    name=lambda office: str(office.name),
)
PEOPLE = Noun(
    table=PERSON_VERBS,
    find=person_for,
    facts=lambda person, actor: person_facts(person),
    subject=lambda person: Subject("person", person.pk),
    home=person_url,
    name=lambda person: str(person.name),
    promise=lambda verb, person: DELEGATED if verb.code == "delegate" else "",
)
DELEGATED = "授权期间，代办人可以用您的岗位办理，每一步都记上两个人的名字。到期自动收回，也可以提前收回。"
REGISTERING = Making(
    label="建立账号",
    action=register_person,
    may=lambda actor: may_register(PersonFacts(id=0), actor),
    back="workbench:people",
    back_label="人员",
    url=person_url,
    lead="账号建好后还没有岗位；由安全管理员登记任职以后才能办事。",
)


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """An office in the directory."""

    office: Office
    depth: int
    kind: str


@staff()
@require_safe
def offices(request: Request) -> HttpResponse:
    """The tree, from the root down; or what the words find."""
    words = request.GET.get("q", "").strip()
    page = page_of(_found(words), request, order=("path", "id"), size=100)
    rows = [
        OfficeRow(o, 0 if words else min(len(o.ancestor_ids), 5), OfficeKind(o.kind).label) for o in page.rows
    ]
    return render(request, "workbench/offices.html", {"page": page, "rows": rows, "words": words})


def _found(words: str) -> QuerySet[Office]:
    open_ = Office.objects.filter(closed_on=None).select_related("unit")
    if not words:
        return open_
    return open_.filter(
        Q(name__contains=words)
        | Q(short_name__contains=words)
        | Q(code__istartswith=words)
        | Q(remit__contains=words)
    )


@staff()
@require_safe
def office(request: Request, code: str) -> HttpResponse:
    """One office: what it does, who sits there, who is on duty, what happened to it."""
    found = office_for(request.actor, code)
    context = {
        "office": found,
        "kind": OfficeKind(found.kind).label,
        "seats": _seats(found, request.at),
        "children": list(found.children.filter(closed_on=None).order_by("code")[:200]),
        "duty": on_duty(found, request.at)[:5],
        "answers": OFFICE_VERBS.answers(office_facts(found), request.actor),
        "base_url": office_url(found),
        "timeline": timeline_of(history(found.subject)),
    }
    return render(request, "workbench/office.html", context)


def _seats(found: Office, at: datetime) -> list[dict[str, Any]]:
    """Posts with whoever holds them today; two queries."""
    holders: dict[int, list[Person]] = {}
    for tenure in tenures_on(day_of(at)).filter(post__office=found).select_related("person").order_by("id"):
        holders.setdefault(tenure.post_id, []).append(tenure.person)
    return [
        {"post": post, "people": holders.get(post.pk, []), "roles": [Role(code).label for code in post.roles]}
        for post in found.posts.filter(closed_on=None).order_by("id")
    ]


@staff()
@require_safe
def people(request: Request) -> HttpResponse:
    """Colleagues by name, login name or office."""
    words = request.GET.get("q", "").strip()
    found = find_people(request.actor, words, limit=60) if words else []
    context = {
        "words": words,
        "people": _with_posts(found, request.at),
        "may_register": REGISTERING.may(request.actor) is None,
    }
    return render(request, "workbench/people.html", context)


def _with_posts(found: Sequence[Person], at: datetime) -> list[dict[str, Any]]:
    posts: dict[int, list[str]] = {}
    rows = (
        tenures_on(day_of(at)).filter(person__in=[p.pk for p in found]).select_related("post__office__unit")
    )
    for tenure in rows.order_by("id"):
        posts.setdefault(tenure.person_id, []).append(f"{tenure.post.office} {tenure.post.title}")
    return [{"person": person, "posts": posts.get(person.pk, [])} for person in found]


@staff()
@require_safe
def me(request: Request) -> HttpResponse:
    """My own page."""
    assert isinstance(request.user, Person)
    return redirect(person_url(request.user))


@staff()
@require_safe
def person(request: Request, username: str) -> HttpResponse:
    """One colleague: posts, absences that are covered, verbs. What happened to the account is for administrators and the person."""
    found = person_for(request.actor, username)
    is_mine = found.pk == request.actor.person_id
    admin = request.actor.has(Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR)
    context = {
        "person": found,
        "is_mine": is_mine,
        "posts": _with_posts([found], request.at)[0]["posts"],
        "delegations": _delegations(found, request.at),
        "answers": PERSON_VERBS.answers(person_facts(found), request.actor),
        "base_url": person_url(found),
        "timeline": timeline_of(history(Subject("person", found.pk))) if admin or is_mine else [],
        "reaches": admin or is_mine,
    }
    return render(request, "workbench/person.html", context)


def _delegations(found: Person, at: datetime) -> list[Delegation]:
    """Those that run or will run: given and taken on."""
    rows = Delegation.objects.filter(Q(absent=found) | Q(deputy=found), to_at__gt=at)
    return list(rows.select_related("absent", "deputy", "post__office").order_by("from_at", "id")[:20])


@staff()
@require_safe
def roster(request: Request) -> HttpResponse:
    """Who is on duty now for my office, and the shifts of my unit in the next two weeks."""
    mine = Office.objects.select_related("unit__desk", "desk").filter(pk=request.actor.office_id or 0).first()
    if mine is None:
        raise NotVisible("no_office", "您现在没有岗位。", "请先选择岗位。")
    top = mine.unit or mine
    until = request.at + timedelta(days=ROSTER_DAYS)
    shifts = (
        Shift.objects.filter(office__path__startswith=top.path, to_at__gt=request.at, from_at__lt=until)
        .select_related("office", "person")
        .order_by("from_at", "office_id", "id")[:300]
    )
    keeps = [
        verb
        for verb, refusal in OFFICE_VERBS.answers(office_facts(top.desk or top), request.actor)
        if refusal is None and verb.code in ("set_shift", "drop_shift")
    ]
    context = {
        "unit": top,
        "called": on_duty(mine, request.at)[:5],
        "days": _by_day(shifts),
        "keeps": [(verb, f"{office_url(top.desk or top)}{verb.slug}/") for verb in keeps],
    }
    return render(request, "workbench/roster.html", context)


def _by_day(shifts: Iterable[Shift]) -> list[tuple[Any, list[Shift]]]:
    days: dict[Any, list[Shift]] = {}
    for shift in shifts:
        days.setdefault(day_of(shift.from_at), []).append(shift)
    return list(days.items())
