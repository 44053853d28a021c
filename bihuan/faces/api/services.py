"""Services: the catalogue for everybody's systems, versions as a whole, handlings with their rating links, matters and tasks."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from bihuan.domain.organisations.queries import office_for, person_for
from bihuan.domain.services import actions
from bihuan.domain.services.choices import HandlingChannel
from bihuan.domain.services.models import Handling, ItemVersion
from bihuan.domain.services.queries import content_of, item_for, version_on, versions_in_force, with_tables
from bihuan.domain.services.queries.facts import item_facts
from bihuan.domain.services.queries.finding import find_services
from bihuan.domain.services.queries.matters import (
    joint_facts,
    joint_for,
    materials_of,
    matter_facts,
    matter_for,
    matters_visible_to,
    open_joints,
    task_facts,
    task_for,
    tasks_visible_to,
)
from bihuan.domain.services.queries.rating import finished_month, rating_facts, rating_for, tallies
from bihuan.domain.services.rating_links import rating_token
from bihuan.domain.services.rules.checks import faults_of
from bihuan.domain.services.verbs import ITEM_VERBS, JOINT_VERBS, MATTER_VERBS, RATING_VERBS, TASK_VERBS
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import AnyCase, Day, Moment, Strict
from bihuan.faces.api.nouns import ApiNoun, page_of, state_of
from bihuan.faces.api.problems import MAKES, READS
from bihuan.faces.api.requests import KEY_HEADER, actor_key, described, fingerprint_of, key_of, with_etag
from bihuan.faces.api.shapes import Link, Named, Paging
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.submissions import once

router = Router(tags=["services"])
READ, ACT, WRITE = "services:read", "services:act", "services:write"
ITEMS = ApiNoun(ITEM_VERBS, "items", ACT, item_for, item_facts)
JOINTS = ApiNoun(JOINT_VERBS, "joints", ACT, joint_for, joint_facts)
MATTERS = ApiNoun(MATTER_VERBS, "matters", ACT, matter_for, matter_facts)
TASKS = ApiNoun(TASK_VERBS, "tasks", ACT, task_for, task_facts)
RATINGS = ApiNoun(RATING_VERBS, "ratings", ACT, rating_for, rating_facts)


class ItemRow(Schema):
    """An item in force on a day."""

    task_code: str
    catalog_code: str
    unit: Named
    place: int
    from_on: Day
    name: str
    kind: str
    project_type: str
    legal_days: int | None
    legal_unit: str
    promised_days: int
    promised_unit: str
    onsite_visits: int
    online_depth: str
    window_approval: bool
    high_frequency: bool


class ItemOut(ItemRow):
    """Everything it says, what is wrong with it, and what can be done."""

    content: dict[str, Any]
    faults: list[dict[str, Any]]
    links: list[Link]


class ItemPage(Schema):
    items: list[ItemRow]
    next: str
    previous: str
    total: str


class ItemFilters(Paging):
    q: str = Field("", max_length=60)
    unit: str = Field("", max_length=40)
    on: Day | None = None


@router.get("/items", response=ItemPage, summary="服务事项", openapi_extra=READS)
def list_items(request: Request, filters: Query[ItemFilters]) -> dict[str, Any]:
    """What is in force on a day (today), in plain words or by unit."""
    needs(request, READ)
    on = filters.on or day_of(request.at)
    found = find_services(filters.q, on=on)[0] if filters.q else versions_in_force(on)
    if filters.unit:
        found = found.filter(item__unit__code=filters.unit)
    return page_of(found.select_related("item__unit"), filters, _row, order=("item_id",))


@router.get("/items/{number}", response=ItemOut, summary="一个事项", openapi_extra=described(READS, etag=200))
def read_item(request: Request, response: HttpResponse, number: str, on: Day | None = None) -> dict[str, Any]:
    """What it says on a day; its version is the ETag that writes must send back as If-Match."""
    actor = needs(request, READ)
    item = item_for(actor, number)
    version = version_on(item, on or day_of(request.at))
    if version is None:
        raise NotVisible("not_offered", "这个事项那天不在办。", "")
    content = content_of(with_tables(ItemVersion.objects.filter(pk=version.pk)).get())
    with_etag(response, item.version)
    return _row(version) | {
        "content": asdict(content),
        "faults": [asdict(fault) for fault in faults_of(content)],
        "links": ITEMS.links(item, actor),
    }


def _row(version: ItemVersion) -> dict[str, Any]:
    item = version.item
    fields = ("place", "from_on", *ItemRow.__annotations__)
    own = {name: getattr(version, name) for name in fields if hasattr(version, name)}
    return own | {
        "task_code": item.task_code,
        "catalog_code": item.catalog_code,
        "unit": {"code": item.unit.code, "name": item.unit.name},
    }


class HandlingIn(Strict):
    """A handling that a neighbouring system finished. Sent again with the same number it is refused, not doubled."""

    item: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
    office: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
    channel: AnyCase[HandlingChannel] = HandlingChannel.WINDOW
    applicant: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)] = ""
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)] = ""
    handled_by: Annotated[str, StringConstraints(strip_whitespace=True, max_length=150)] | None = None
    finished_at: Moment | None = None
    external_id: Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)] = ""


class HandlingMade(Schema):
    """`rating_url` opens the rating page of this handling: to be shown to the applicant after an online service."""

    number: str
    rating_url: str


@router.post(
    "/handlings", response={201: HandlingMade}, summary="登记办件", openapi_extra=described(MAKES, KEY_HEADER)
)
def create_handling(request: Request, payload: HandlingIn) -> tuple[int, dict[str, Any]]:
    """What was handled, once; the answer carries the link for the rating."""
    actor = needs(request, WRITE)
    made = once(
        key=key_of(request),
        actor=actor_key(actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: {"number": _record(request, actor, payload).number},
    )
    path = reverse("portal:rate", args=[rating_token(made["number"])])
    return 201, made | {"rating_url": request.build_absolute_uri(path)}


def _record(request: Request, actor: Actor, sent: HandlingIn) -> Handling:
    return actions.record_handling(
        by=actor,
        at=request.at,
        item=item_for(actor, sent.item),
        office=office_for(actor, sent.office),
        channel=sent.channel,
        applicant=sent.applicant,
        phone=sent.phone,
        handled_by=person_for(actor, sent.handled_by) if sent.handled_by else None,
        finished_at=sent.finished_at,
        source=actor_key(actor) if sent.external_id else "",
        external_id=sent.external_id,
    )


class Tallied(Schema):
    """One unit's ratings of a finished month; null where they are too few to publish."""

    unit: Named
    total: int | None
    satisfied: int | None


@router.get("/ratings", response=list[Tallied], summary="服务评价", openapi_extra=READS)
def list_ratings(request: Request) -> list[dict[str, Any]]:
    """By unit, of the last month that is over; small numbers are left out, single ratings are never told."""
    needs(request, READ)
    return [
        {
            "unit": {"code": one.office.code, "name": one.office.name},
            "total": None if one.hidden else one.total,
            "satisfied": None if one.hidden else one.satisfied,
        }
        for one in tallies(finished_month(day_of(request.at)), request.at)
    ]


class MatterIn(Strict):
    """An application at a neighbour's counter or application."""

    joint: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]
    phone: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)]
    answers: dict[str, Annotated[str, StringConstraints(max_length=200)]] = Field(default_factory=dict)


class MatterMade(Schema):
    number: str
    state: str
    version: int


class TaskOut(Schema):
    number: str
    name: str
    office: Named
    state: str


class ThingRow(Schema):
    """A matter or a task in a list."""

    number: str
    title: str
    state: str
    opened_at: datetime | None
    ended_at: datetime | None
    version: int


class ThingPage(Schema):
    items: list[ThingRow]
    next: str
    previous: str
    total: str


class MatterOut(ThingRow):
    papers: list[dict[str, Any]]
    tasks: list[TaskOut]
    links: list[Link]


class TaskPageOut(ThingRow):
    links: list[Link]


class JointOut(Schema):
    """A bundle: its parts in their order, its one form, its one set of materials."""

    code: str
    name: str
    window: Named
    limit: str
    is_open: bool
    parts: list[dict[str, Any]]
    form: list[dict[str, Any]]
    materials: list[dict[str, Any]]
    links: list[Link]


@router.get("/joints", response=list[Named], summary="一件事", openapi_extra=READS)
def list_joints(request: Request) -> list[dict[str, str]]:
    """What is offered as one matter."""
    needs(request, READ)
    return [{"code": joint.code, "name": joint.name} for joint in open_joints()]


@router.get(
    "/joints/{number}", response=JointOut, summary="一件事的内容", openapi_extra=described(READS, etag=200)
)
def read_joint(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
    """What is bundled; its version is the ETag."""
    actor = needs(request, READ)
    joint = joint_for(actor, number)
    with_etag(response, joint.version)
    return {
        "code": joint.code,
        "name": joint.name,
        "window": {"code": joint.window.code, "name": joint.window.name},
        "limit": joint.limit,
        "is_open": joint.is_open,
        "parts": list(joint.parts.values("place", "name", "after", "office__code")),
        "form": list(joint.form.values("code", "label", "help", "required")),
        "materials": [asdict(needed) for needed in materials_of(joint, day_of(request.at))],
        "links": JOINTS.links(joint, actor),
    }


@router.post(
    "/matters", response={201: MatterMade}, summary="申请联办", openapi_extra=described(MAKES, KEY_HEADER)
)
def create_matter(request: Request, payload: MatterIn) -> tuple[int, dict[str, Any]]:
    """One form, once per Idempotency-Key."""
    actor = needs(request, WRITE)
    return 201, once(
        key=key_of(request),
        actor=actor_key(actor),
        fingerprint=fingerprint_of(request),
        at=request.at,
        do=lambda: state_of(
            actions.submit_matter(
                by=actor,
                at=request.at,
                joint=joint_for(actor, payload.joint),
                name=payload.name,
                phone=payload.phone,
                answers=payload.answers,
            )
        ),
    )


@router.get("/matters", response=ThingPage, summary="联办件", openapi_extra=READS)
def list_matters(request: Request, paging: Query[Paging]) -> dict[str, Any]:
    """Those of the token's window, newest first."""
    found = matters_visible_to(needs(request, READ)).select_related("joint")
    return page_of(found, paging, lambda matter: _thing(matter, matter.joint.name))


@router.get(
    "/matters/{number}", response=MatterOut, summary="一件联办", openapi_extra=described(READS, etag=200)
)
def read_matter(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
    """Papers and tasks; names and numbers of persons are left to the workbench."""
    actor = needs(request, READ)
    matter = matter_for(actor, number)
    with_etag(response, matter.version)
    return _thing(matter, matter.joint.name) | {
        "papers": [
            {"name": paper.name, "held_by": paper.held_by, "received_at": paper.received_at}
            for paper in matter.papers.order_by("id")
        ],
        "tasks": [
            {
                "number": task.number,
                "name": task.part.name,
                "office": {"code": task.office.code, "name": task.office.name},
                "state": task.state,
            }
            for task in matter.tasks.select_related("part", "office").order_by("part__place")
        ],
        "links": MATTERS.links(matter, actor),
    }


@router.get("/tasks", response=ThingPage, summary="联办任务", openapi_extra=READS)
def list_tasks(request: Request, paging: Query[Paging]) -> dict[str, Any]:
    """Those of the token's office, newest first."""
    found = tasks_visible_to(needs(request, READ)).select_related("part")
    return page_of(found, paging, lambda task: _thing(task, task.part.name))


@router.get(
    "/tasks/{number}", response=TaskPageOut, summary="一项任务", openapi_extra=described(READS, etag=200)
)
def read_task(request: Request, response: HttpResponse, number: str) -> dict[str, Any]:
    """One office's task."""
    actor = needs(request, READ)
    task = task_for(actor, number)
    with_etag(response, task.version)
    return _thing(task, task.part.name) | {"links": TASKS.links(task, actor)}


def _thing(thing: Any, title: str) -> dict[str, Any]:
    return state_of(thing) | {"title": title, "opened_at": thing.opened_at, "ended_at": thing.ended_at}


for _one in (ITEMS, JOINTS, MATTERS, TASKS, RATINGS):
    add_verbs(router, _one)
