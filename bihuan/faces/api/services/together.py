"""Joint matters: what is bundled, one person's matter, each office's task."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from bihuan.domain.services import actions
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
from bihuan.domain.services.verbs import JOINT_VERBS, MATTER_VERBS, TASK_VERBS
from bihuan.faces.api.auth import needs
from bihuan.faces.api.inputs import Strict
from bihuan.faces.api.nouns import ApiNoun, page_of, state_of
from bihuan.faces.api.problems import MAKES, READS
from bihuan.faces.api.requests import KEY_HEADER, described, once_for, with_etag
from bihuan.faces.api.services.scopes import ACT, READ, WRITE
from bihuan.faces.api.shapes import CursorPage, Link, Named, Paging
from bihuan.faces.api.verbs import add_verbs
from bihuan.faces.shared.requests import Request
from bihuan.kernel.calendar import day_of

router = Router(tags=["services"])
JOINTS = ApiNoun(JOINT_VERBS, "joints", ACT, joint_for, joint_facts)
MATTERS = ApiNoun(MATTER_VERBS, "matters", ACT, matter_for, matter_facts)
TASKS = ApiNoun(TASK_VERBS, "tasks", ACT, task_for, task_facts)


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


class TogetherRow(Schema):
    """A matter or a task in a list."""

    number: str
    title: str
    state: str
    opened_at: datetime | None
    ended_at: datetime | None
    version: int


class TogetherPage(CursorPage):
    items: list[TogetherRow]


class MatterOut(TogetherRow):
    papers: list[dict[str, Any]]
    tasks: list[TaskOut]
    links: list[Link]


class TaskPageOut(TogetherRow):
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
    return 201, once_for(
        request,
        actor,
        lambda: state_of(
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


@router.get("/matters", response=TogetherPage, summary="联办件", openapi_extra=READS)
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


@router.get("/tasks", response=TogetherPage, summary="联办任务", openapi_extra=READS)
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


for _noun in (JOINTS, MATTERS, TASKS):
    add_verbs(router, _noun)
