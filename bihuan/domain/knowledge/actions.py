"""The only writers of the knowledge base."""

from datetime import date, datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.knowledge.rules import may_keep, refuse_incomplete
from bihuan.domain.organisations.models import Office
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.journal.canonical import Json
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.search.actions import index, unindex
from bihuan.kernel.verbs import day, line, note, pick


def publish_entry(
    *,
    by: Actor,
    at: datetime,
    question: Annotated[str, line("问题")],
    answer: Annotated[str, note("答复口径", "会给办事群众看，不要写个人信息")],
    owner: Annotated[Office, pick("责任科室", "office")],
    document: Annotated[str, line("依据", "文件名称和文号")],
    review_on: Annotated[date, day("复核日期")],
    category: Annotated[str, line("类别")] = "",
    from_case: str = "",
) -> KnowledgeEntry:
    """发布: an answer on which intake may rely until its review date."""
    refuse_incomplete(question, answer, document, review_on, day_of(at))
    refuse_unless(may_keep(owner.key, by))
    with transaction.atomic():
        entry = KnowledgeEntry.objects.create(
            question=question.strip(),
            answer=answer.strip(),
            owner=owner,
            document=document.strip(),
            category=category,
            review_on=review_on,
            published_at=at,
            from_case=from_case,
        )
        index(subject=entry.subject, text=f"{entry.question}\n{entry.answer}")
        data = {
            "owner": owner.code,
            "document": entry.document,
            "review_on": review_on.isoformat(),
            "from_case": from_case,
        }
        journal.record(subject=entry.subject, event="knowledge.publish", by=by, at=at, data=data)
        return entry


def review_entry(
    *,
    entry: KnowledgeEntry,
    by: Actor,
    at: datetime,
    review_on: Annotated[date, day("下次复核日期")],
    answer: Annotated[str, note("答复口径", "不改就留空")] = "",
) -> KnowledgeEntry:
    """复核: still right, or corrected; it may be relied on until the next date."""
    if review_on <= day_of(at):
        raise Malformed(
            "review_in_past",
            "复核日期要在今天以后。",
            "请改日期。",
            fields={"review_on": "请填写以后的日期。"},
        )
    with transaction.atomic():
        entry = _lock(entry, by)
        entry.review_on = review_on
        entry.answer = answer.strip() or entry.answer
        entry.save()
        index(subject=entry.subject, text=f"{entry.question}\n{entry.answer}")
        data: dict[str, Json] = {"review_on": review_on.isoformat(), "changed": bool(answer.strip())}
        journal.record(subject=entry.subject, event="knowledge.review", by=by, at=at, data=data)
        return entry


def withdraw_entry(*, entry: KnowledgeEntry, by: Actor, at: datetime) -> KnowledgeEntry:
    """撤下: not offered any more."""
    with transaction.atomic():
        entry = _lock(entry, by)
        entry.withdrawn_at = at
        entry.save(update_fields=["withdrawn_at"])
        unindex(entry.subject)
        journal.record(subject=entry.subject, event="knowledge.withdraw", by=by, at=at)
        return entry


def _lock(entry: KnowledgeEntry, by: Actor) -> KnowledgeEntry:
    locked = KnowledgeEntry.objects.select_for_update(of=("self",)).select_related("owner").get(pk=entry.pk)
    refuse_unless(may_keep(locked.owner.key, by))
    return locked
