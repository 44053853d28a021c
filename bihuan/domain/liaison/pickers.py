"""The vocabularies of this room that verbs choose from: aspect, steward, help, project, conflict of interest."""

from typing import Any

from django.db.models import Q

from bihuan.domain.liaison.choices import ConflictKind
from bihuan.domain.liaison.models import Help
from bihuan.domain.liaison.queries import (
    aspect_name,
    aspects_on,
    conflict_for,
    conflicts_visible_to,
    help_for,
    helps_visible_to,
    need_for,
    needs_visible_to,
    project_for,
    projects_visible_to,
)
from bihuan.domain.liaison.queries.stewards import find_stewards, steward_post
from bihuan.domain.organisations.queries import person_for
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.clock import now
from bihuan.kernel.fitting import without_nul
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import Picker

FEW = 31  # one more than a face shows without asking for words


def _steward(actor: Actor, username: str) -> Person:
    person = person_for(actor, username)
    if steward_post(person, on=day_of(now())) is None:
        raise NotVisible("not_a_steward", "这名干部没有包联岗位。", "请从包联干部中选择。")
    return person


def _aspect(actor: Actor, code: str) -> Any:
    for aspect in aspects_on(day_of(now())):
        if aspect.code == code:
            return aspect
    raise NotVisible("no_such_aspect", "没有这个方面。", "请从十个方面中选择。")


def _find_helps(actor: Actor, words: str) -> list[Help]:
    found = helps_visible_to(actor).filter(ended_on=None)
    if words := without_nul(words):
        found = found.filter(name__contains=words)
    return list(found.select_related("provider").order_by("aspect", "id")[:FEW])


def _help_label(help: Help) -> str:
    return f"{aspect_name(help.aspect, on=day_of(now()))} · {help.name}（{help.provider.short_name}）"


def _find_needs(actor: Actor, words: str) -> list[Any]:
    """Open ones, by the firm's name or the number of the case, the latest first."""
    words = without_nul(words)
    found = needs_visible_to(actor).filter(case__ended_at=None)
    if words:
        found = found.filter(Q(enterprise__name__contains=words) | Q(case__number__startswith=words))
    return list(found.select_related("case", "enterprise").order_by("-id")[:FEW])


def _find_projects(actor: Actor, words: str) -> list[Any]:
    found = projects_visible_to(actor).filter(ended_at=None, name__contains=without_nul(words))
    return list(found.select_related("enterprise").order_by("-id")[:FEW])


def _find_conflicts(actor: Actor, words: str) -> list[Any]:
    """By the cadre's or the firm's name, the latest first."""
    words = without_nul(words)
    named = Q(person__name__contains=words) | Q(enterprise__name__contains=words)
    found = conflicts_visible_to(actor).filter(named).select_related("person", "enterprise")
    return list(found.order_by("-id")[:FEW])


PICKERS = (
    Picker(
        "aspect",
        lambda actor, words: [a for a in aspects_on(day_of(now())) if words in a.name],
        _aspect,
        lambda aspect: aspect.code,
        str,
    ),
    Picker(
        "steward",
        lambda actor, words: find_stewards(without_nul(words), on=day_of(now()), limit=FEW),
        _steward,
        lambda person: person.username,
        lambda person: f"{person.name}（{person.username}）",
    ),
    Picker("help", _find_helps, help_for, lambda help: str(help.number), _help_label),
    Picker(
        "need",
        _find_needs,
        need_for,
        lambda need: need.number,
        lambda need: (
            f"{need.number} · {need.enterprise.name} · {aspect_name(need.aspect, on=day_of(need.raised_at))}"
        ),
    ),
    Picker(
        "project",
        _find_projects,
        project_for,
        lambda project: str(project.number),
        lambda project: f"{project.enterprise.name} · {project.name}",
    ),
    Picker(
        "conflict",
        _find_conflicts,
        conflict_for,
        lambda conflict: str(conflict.pk),
        lambda conflict: (
            f"{conflict.person.name} · {conflict.enterprise.name} · {ConflictKind(conflict.kind).label}"
        ),
    ),
)
