"""The knowledge base: what may be answered directly; kept by its owners."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.queries import case_for
from bihuan.domain.knowledge.actions import publish_entry, review_entry, withdraw_entry
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.knowledge.queries import due_for_review, offered
from bihuan.domain.knowledge.rules import KEEPERS, may_keep
from bihuan.faces.shared.paging import page_of
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.timeline import timeline_of
from bihuan.faces.shared.verb_pages import Noun
from bihuan.faces.workbench.guards import staff
from bihuan.faces.workbench.making import Making
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.journal import history
from bihuan.kernel.refusals import NotAllowed, NotVisible, Refusal
from bihuan.kernel.search.queries import matching
from bihuan.kernel.verbs import Verb, VerbTable


def entry_url(entry: KnowledgeEntry) -> str:
    return reverse("workbench:entry", args=[entry.pk])


def _may(entry: KnowledgeEntry, actor: Actor) -> Refusal | None:
    if entry.withdrawn_at is not None:
        return NotAllowed("entry_withdrawn", "这一条已经撤下。", "需要时请重新发布。")
    return may_keep(entry.owner.key, actor)


ENTRY_VERBS = VerbTable(
    "entry",
    (Verb("review", "复核", review_entry, may=_may), Verb("withdraw", "撤下", withdraw_entry, may=_may)),
)


def find_entry(actor: Actor, number: str) -> KnowledgeEntry:
    """Whoever works here reads every entry, also one that is due for review or was withdrawn."""
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else 0
    entry = KnowledgeEntry.objects.select_related("owner").filter(pk=pk).first()
    if entry is None or actor.person_id is None:
        raise NotVisible("no_such_entry", "知识库里没有这一条。", "请从列表进入。")
    return entry


ENTRIES = Noun(
    table=ENTRY_VERBS,
    find=find_entry,
    facts=lambda entry, actor: entry,
    subject=lambda entry: entry.subject,
    home=entry_url,
    name=lambda entry: f"“{entry.question}”",
)


def _may_publish(actor: Actor) -> Refusal | None:
    return None if actor.has(*KEEPERS) else NotAllowed("not_a_keeper", "您的岗位不能维护知识库。")


def _from_case(request: Request) -> dict[str, Any]:
    """A good reply becomes an entry in one step: `?from_case=` brings its question and answer, to be cleared of names."""
    if not request.GET.get("from_case"):
        return {}
    case = case_for(request.actor, request.GET["from_case"])
    if case.is_sealed:
        return {}
    last = case.legs.filter(completions__refused_at=None).order_by("-completions__id").first()
    reply = last.completions.order_by("-id")[0].reply.text if last else ""
    return {"question": case.title, "answer": reply, "category": case.category}


PUBLISHING = Making(
    label="发布知识条目",
    action=publish_entry,
    may=_may_publish,
    back="workbench:knowledge",
    back_label="知识库",
    url=entry_url,
    lead="发布后，接电话的人可以照它直接答复，群众在网上也能看到。不要写任何人的姓名和电话。",
    initial=_from_case,
)


@staff()
@require_safe
def knowledge(request: Request) -> HttpResponse:
    """What may be relied on today; `?due=1`: what is past its review and therefore not offered."""
    words, due = request.GET.get("q", "").strip(), "due" in request.GET
    page = page_of(_found(words, due, request), request, order=("-id",))
    context = {
        "page": page,
        "words": words,
        "due": due,
        "waiting": due_for_review(on=day_of(request.at)).count(),
        "may_publish": _may_publish(request.actor) is None,
    }
    return render(request, "workbench/knowledge.html", context)


def _found(words: str, due: bool, request: Request) -> QuerySet[KnowledgeEntry]:
    on = day_of(request.at)
    rows = due_for_review(on=on).select_related("owner") if due else offered(on=on)
    return matching(rows, "knowledge", words) if words else rows


@staff()
@require_safe
def entry(request: Request, number: str) -> HttpResponse:
    """One entry with its document, its owner and its history."""
    found = find_entry(request.actor, number)
    on = day_of(request.at)
    context = {
        "entry": found,
        "is_offered": found.withdrawn_at is None and found.review_on >= on,
        "answers": ENTRY_VERBS.answers(found, request.actor),
        "base_url": entry_url(found),
        "timeline": timeline_of(history(found.subject)),
    }
    return render(request, "workbench/entry.html", context)
