"""Joint matters: which bundles are open, who sees which matter and task, what the rules may know."""

from datetime import date

from django.db.models import QuerySet

from bihuan.domain.organisations.choices import BodyKind
from bihuan.domain.organisations.models import Office
from bihuan.domain.services.models import Joint, Matter, Paper, Task
from bihuan.domain.services.queries.rating import inside
from bihuan.domain.services.queries.versions import content_of, version_on
from bihuan.domain.services.rules.bundling import MatterFacts, Needed, TaskFacts, union_of
from bihuan.domain.services.rules.content import MaterialContent
from bihuan.domain.services.rules.items import ItemFacts
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible


def open_joints() -> QuerySet[Joint]:
    """What is offered as one matter."""
    return Joint.objects.filter(is_open=True).select_related("window").order_by("name")


def joint_for(actor: Actor, code: str) -> Joint:
    """The gate: bundles are public."""
    joint = Joint.objects.select_related("window").filter(code=without_nul(code)).first()
    if joint is None:
        raise NotVisible("no_such_joint", "没有这件事。", "请从一件事目录中选择。")
    return joint


def materials_of(joint: Joint, on: date) -> list[Needed]:
    """The union of what its parts need on a day, each once; what the government holds is fetched."""
    wanted: dict[int, list[MaterialContent]] = {}
    for part in joint.parts.select_related("item"):
        version = version_on(part.item, on) if part.item else None
        own = list(content_of(version).materials) if version else []
        wanted[part.place] = [*own, *(MaterialContent(name) for name in part.papers)]
    return union_of(wanted)


def matters_visible_to(actor: Actor) -> QuerySet[Matter]:
    """The one window and all above it; an office with a task in it sees its task, not the matter. The applicant by receipt."""
    if actor.kind is ActorKind.CALENDAR:
        return Matter.objects.all()
    if actor.kind is ActorKind.RECEIPT:
        noun, _, pk = actor.subject.partition(":")
        return Matter.objects.filter(pk=int(pk) if noun == "matter" else 0)
    if actor.kind is ActorKind.PUBLIC:
        return Matter.objects.none()
    return Matter.objects.filter(inside("joint__window__path", actor))


def matter_for(actor: Actor, number: str) -> Matter:
    found = matters_visible_to(actor).select_related("joint__window__unit", "answers", "said")
    matter = found.filter(number=without_nul(number)).first()
    if matter is None:
        raise NotVisible()
    return matter


def tasks_visible_to(actor: Actor) -> QuerySet[Task]:
    """Each office its own; the one window those of its matters."""
    if actor.kind is ActorKind.CALENDAR:
        return Task.objects.all()
    if actor.kind in (ActorKind.PUBLIC, ActorKind.RECEIPT):
        return Task.objects.none()
    return Task.objects.filter(inside("office__path", actor) | inside("matter__joint__window__path", actor))


def task_for(actor: Actor, number: str) -> Task:
    found = tasks_visible_to(actor).select_related("matter__joint__window", "part", "office__unit", "result")
    task = found.filter(number=without_nul(number)).first()
    if task is None:
        raise NotVisible()
    return task


def matter_facts(matter: Matter, actor: Actor | None = None) -> MatterFacts:
    missing = Paper.objects.filter(matter=matter, received_at=None).count()
    return MatterFacts(
        id=matter.pk,
        state=matter.state,
        window=frozenset(matter.joint.window.line_ids),
        missing=missing,
        asked_more=matter.said_id is not None,
    )


def task_facts(task: Task, actor: Actor | None = None) -> TaskFacts:
    office = frozenset(task.office.line_ids)
    if is_partner(task.office):
        office |= frozenset(task.matter.joint.window.line_ids)
    return TaskFacts(state=task.state, office=office)


def is_partner(office: Office) -> bool:
    """A bank, say: asked, not ordered."""
    return office.unit is not None and office.unit.body_kind == BodyKind.PARTNER


def papers_for(task: Task) -> QuerySet[Paper]:
    """What this task needs, and nothing of the others."""
    mine = [paper.pk for paper in Paper.objects.filter(matter=task.matter) if task.part.place in paper.parts]
    return Paper.objects.filter(pk__in=mine).order_by("id")


def joint_facts(joint: Joint, actor: Actor | None = None) -> ItemFacts:
    """A bundle is kept like the items of its window's unit."""
    window = joint.window
    return ItemFacts(
        unit=window.unit_id or window.pk, line=frozenset(window.line_ids), is_offered=joint.is_open
    )
