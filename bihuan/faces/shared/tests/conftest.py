"""A noun of our own to try verbs on: an office that is renamed."""

from typing import Annotated

import pytest
from django.db import transaction
from django.urls import path

from bihuan.domain.organisations.models import Office
from bihuan.faces.shared.verb_pages import Noun, verb_page
from bihuan.kernel import verbs
from bihuan.kernel.journal import last_seq, record
from bihuan.kernel.journal.events import Event, register_events
from bihuan.kernel.journal.subjects import Subject
from bihuan.kernel.refusals import Changed, Malformed, NotAllowed, NotVisible, refuse_unless
from bihuan.urls import urlpatterns as ours

register_events("trial", [Event("trial.rename", "改名", "改名为“{name}”", next="由派单台核对")])


def rename(
    *,
    trial,
    by,
    at,
    seen=None,
    name: Annotated[str, verbs.line("新名称")],
    why: Annotated[str, verbs.note("原因")] = "",
):
    """Rename."""
    refuse_unless(may_rename(trial, by))
    with transaction.atomic():
        office = Office.objects.select_for_update().get(pk=trial.pk)
        subject = Subject("trial", office.pk)
        if seen is not None and seen != last_seq(subject):
            raise Changed()
        if name == "坏名字":
            raise Malformed(fields={"name": "这个名字不能用。"})
        office.short_name = name
        office.save(update_fields=["short_name"])
        record(subject=subject, event="trial.rename", by=by, at=at, data={"name": name})


def may_rename(facts, actor):
    return None if actor.has("UNIT_HEAD") else NotAllowed("not_head", "只有局长可以改名。", "请报局长。")


def find(actor, number):
    office = Office.objects.filter(pk=number).first() if number.isdigit() else None
    if office is None or actor.person_id is None:
        raise NotVisible()
    return office


TRIALS = verbs.VerbTable("trial", (verbs.Verb("rename", "改名", rename, may_rename),))
NOUN = Noun(
    table=TRIALS,
    find=find,
    facts=lambda office, actor: office,
    subject=lambda office: Subject("trial", office.pk),
    home=lambda office: f"/trials/{office.pk}/",
    name=lambda office: f"单位 {office.code}",
)
urlpatterns = [path("trials/<str:number>/<slug:verb>/", verb_page(NOUN)), *ours]
handler500 = "bihuan.faces.shared.error_views.server_error"
handler404 = "bihuan.faces.shared.error_views.page_not_found"


@pytest.fixture
def trials(settings, city):
    settings.ROOT_URLCONF = "bihuan.faces.shared.tests.conftest"
    return city
