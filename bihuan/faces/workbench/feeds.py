"""My duties as a calendar for the phone. The feed is fetched by a program without a session: its address carries a signature instead."""

from datetime import datetime, timedelta

from django.core import signing
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.owed import PROMISE
from bihuan.domain.liaison.feed import visit_feed
from bihuan.domain.liaison.models import Visit
from bihuan.domain.liaison.queries import own_visits
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import actor_for, posts_held
from bihuan.domain.walkthroughs.feed import turn_feed
from bihuan.domain.walkthroughs.queries.turns import own_turns
from bihuan.faces.shared.requests import Request
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.work import tasks_of
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.feed import FeedLine, duty_feed
from bihuan.kernel.duties.queries import duties_of
from bihuan.kernel.refusals import NotVisible

SALT = "workbench.feed"
MOST = 300
LOOKED_BACK = timedelta(days=31)


@staff()
@require_safe
def feed(request: Request) -> HttpResponse:
    """How to put my duties into a phone's calendar, and the address for it."""
    assert isinstance(request.user, Person)
    token = _token_of(request.user, request.actor.post_id)
    address = request.build_absolute_uri(reverse("workbench:feed-file", args=[token]))
    turns = request.build_absolute_uri(reverse("workbench:turns-file", args=[token]))
    visits = request.build_absolute_uri(reverse("workbench:visits-file", args=[token]))
    context = {
        "address": address,
        "turns": turns if own_turns(request.actor).exists() else "",
        "visits": visits if request.actor.has(Role.STEWARD) or _visits(request.actor, request.at) else "",
    }
    return render(request, "workbench/feed.html", context)


@require_safe
def feed_file(request: Request, token: str) -> HttpResponse:
    """The calendar itself, for whoever has the address, as long as the person holds that post. Numbers and verbs only."""
    actor = _actor_of(token, request.at)
    duties = duties_of(actor).exclude(verb=PROMISE).filter(due_at__isnull=False)[:MOST]
    lines = [
        FeedLine(
            task.duty,
            f"{task.label} {task.thing.number}".strip(),
            request.build_absolute_uri(task.thing.url) if task.thing.url else "",
        )
        for task in tasks_of(duties, actor)
    ]
    return _calendar(duty_feed(lines, name="闭环 · 我的工作", at=request.at))


@require_safe
def turns_file(request: Request, token: str) -> HttpResponse:
    """One's own turns at the windows, past and coming, for whoever has the address; a turn that went to another hand is gone."""
    actor = _actor_of(token, request.at)
    return _calendar(turn_feed(own_turns(actor)[:MOST], name="闭环 · 坐窗口", at=request.at))


@require_safe
def visits_file(request: Request, token: str) -> HttpResponse:
    """One's own visits to firms, of the last weeks and coming, for whoever has the address; one that the firm declined is shown as cancelled."""
    actor = _actor_of(token, request.at)
    return _calendar(visit_feed(_visits(actor, request.at), name="闭环 · 走访企业", at=request.at))


def _visits(actor: Actor, at: datetime) -> QuerySet[Visit]:
    return own_visits(actor, since=day_of(at) - LOOKED_BACK)[:MOST]


def _calendar(text: bytes) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def _token_of(person: Person, post_id: int | None) -> str:
    """Holds until the person changes the password: then every address that was given away is dead."""
    return signing.dumps([person.pk, post_id, person.get_session_auth_hash()[:16]], salt=SALT)


def _actor_of(token: str, at: datetime) -> Actor:
    try:
        person_id, post_id, hash_ = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise NotVisible() from None
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None or person.get_session_auth_hash()[:16] != hash_:
        raise NotVisible()
    post = next((post for post in posts_held(person, on=day_of(at)) if post.pk == post_id), None)
    if post is None:
        raise NotVisible()
    return actor_for(person, post, "workbench", at=at)
