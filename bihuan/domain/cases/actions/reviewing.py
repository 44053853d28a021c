"""抽查 with a coaching note."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.choices import ReviewKind
from bihuan.domain.cases.models import Case, Review
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.reviewing import in_sample, may_review
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.notes.actions import note_ref, write_note
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, note, verdict


def review_case(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    kind: Annotated[ReviewKind, choice("抽查什么")],
    sound: Annotated[bool, verdict("做得对", "做得不对", legend="结论")],
    coaching: Annotated[str, note("辅导意见", "做得不对的，写清楚下次怎样做")] = "",
) -> Case:
    """抽查: of the month's sample; what was not done well comes with a word on how to do it better."""
    if not sound and not coaching.strip():
        raise Malformed("no_coaching", "请写辅导意见。", fields={"coaching": "做得不对的，要写怎样改进。"})
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_review(facts_of(case, by), by))
        if not in_sample(case.number or "", kind, percent=value("cases.review_sample", on=day_of(at))):
            raise WrongState("not_in_sample", "这一件不在抽查样本里。", "请从抽查清单里办理。")
        if case.reviews.filter(kind=kind).exists():
            raise WrongState("reviewed_already", "这一件已经抽查过。")
        text = write_note(subject=case.subject, text=coaching, at=at) if coaching.strip() else None
        Review.objects.create(case=case, kind=kind, sound=sound, coaching=text, by_id=by.hand, at=at)
        said = {"kind": kind, "sound": sound} | ({"coaching": note_ref(text)} if text else {})
        record_step(case, "review", by=by, at=at, data=said)
        return case
