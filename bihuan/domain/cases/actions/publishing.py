"""公开 and 撤下: a person writes it for everybody, and nobody can be known from it."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.choices import LegRole
from bihuan.domain.cases.models import Case, Publication
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.queries.privacy import private_words_of
from bihuan.domain.cases.rules.publishing import may_publish, may_unpublish, private_in
from bihuan.domain.organisations.models import Office
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.search.actions import index, unindex
from bihuan.kernel.verbs import line, note

TITLE = 120


def publish_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    title: Annotated[str, line("公开的标题", "不写姓名、电话、门牌号")],
    question: Annotated[str, note("反映的问题", "重新写一遍，不要照抄原话")],
    answer: Annotated[str, note("办理结果", "做了什么，依据是什么")],
) -> Case:
    """公开: what was asked and what came of it, on the portal for everybody. Refused where a number or a name of the reporter stands in it."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_publish(facts_of(case, by), by))
        _refuse_unless_redacted(case, title=title, question=question, answer=answer)
        shown = Publication.objects.create(
            case=case,
            title=title.strip(),
            question=question.strip(),
            answer=answer.strip(),
            category=case.category,
            region=case.region,
            office=_handled_by(case),
            outcome=case.outcome,
            registered_on=day_of(case.registered_at),
            finished_on=day_of(case.struck_off_at or case.ended_at or at),
            published_at=at,
            by_id=by.hand,
        )
        index(subject=shown.subject, text=f"{title}\n{question}\n{answer}")
        record_step(case, "publish", by=by, at=at, data={"publication": shown.pk})
        return case


def unpublish_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("撤下的原因")],
) -> Case:
    """撤下: it is on the portal no longer."""
    if not reason.strip():
        raise Malformed("empty", "请写撤下的原因。", fields={"reason": "请写撤下的原因。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_unpublish(facts_of(case, by), by))
        shown = Publication.objects.get(case=case, withdrawn_at=None)
        text = write_note(subject=case.subject, text=reason, at=at)
        shown.withdrawn_at, shown.withdrawn_reason = at, text
        shown.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        unindex(shown.subject)
        record_step(case, "unpublish", by=by, at=at, data={"publication": shown.pk, "reason": note_ref(text)})
        return case


def _refuse_unless_redacted(case: Case, **texts: str) -> None:
    """Every field is written, and none gives anybody away."""
    people = private_words_of(case)
    fields: dict[str, str] = {}
    for name, text in texts.items():
        if not text.strip():
            fields[name] = "请填写。"
        elif found := private_in(text, people):
            fields[name] = f"这里有{'、'.join(found)}，公开前请去掉。"
    if len(texts["title"].strip()) > TITLE:
        fields["title"] = f"标题最多 {TITLE} 字。"
    if fields:
        raise Malformed("not_redacted", "现在还不能公开。", "请改好标出的几处。", fields=fields)


def _handled_by(case: Case) -> Office:
    """The unit that led, or the office that answered directly."""
    leg = case.legs.filter(role=LegRole.LEAD).select_related("office__unit").order_by("-round", "id").first()
    return (leg.office.unit or leg.office) if leg else case.office
