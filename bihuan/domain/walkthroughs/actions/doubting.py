"""决不能走过场: write down what looks like theatre; and what a person decides about it."""

from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.walkthroughs.choices import RECEIVED
from bihuan.domain.walkthroughs.models import Doubt, Sitting, Walk
from bihuan.domain.walkthroughs.queries.facts import sitting_facts, walk_facts
from bihuan.domain.walkthroughs.queries.limits import same_text_since, thresholds
from bihuan.domain.walkthroughs.rules import sittings, walks
from bihuan.domain.walkthroughs.rules.doubts import DoubtRule, Looked, doubts_about
from bihuan.kernel.access import Actor
from bihuan.kernel.notes.models import Note
from bihuan.kernel.refusals import refuse_unless
from bihuan.kernel.tracked import lock, record_step, refs, written
from bihuan.kernel.verbs import note, verdict


def doubt_sitting(sitting: Sitting, *, at: datetime) -> list[DoubtRule]:
    """What looks like theatre in a sitting that ends now."""
    return _doubt(sitting, _sitting_looked(sitting, at), at=at)


def doubt_walk(walk: Walk, *, at: datetime) -> list[DoubtRule]:
    """What looks like theatre in a walk that ends now."""
    return _doubt(walk, _walk_looked(walk, at), at=at)


def _doubt(thing: Sitting | Walk, looked: Looked, *, at: datetime) -> list[DoubtRule]:
    """Every rule that fires leaves a row; the caller journals them."""
    found = doubts_about(looked, thresholds(looked.noun, at))
    Doubt.objects.bulk_create(Doubt(**{looked.noun: thing}, code=rule.code, found_at=at) for rule in found)
    return found


def _sitting_looked(sitting: Sitting, at: datetime) -> Looked:
    lines = list(sitting.received.all())
    minutes = {(one.claimed_at or one.at).replace(second=0, microsecond=0) for one in lines}
    earlier = Sitting.objects.filter(
        summary_digest=sitting.summary_digest, unit=sitting.unit, ended_at__gte=same_text_since(at)
    )
    return Looked(
        noun="sitting",
        minutes=sitting.minutes or 0,
        people=sum(one.people for one in lines if one.kind in RECEIVED),
        written=len(lines),
        moments=len(minutes),
        same_text=earlier.exclude(pk=sitting.pk).exists(),
        begins=sitting.claimed_from or sitting.opened_at,
        received_at=sitting.opened_at,
    )


def _walk_looked(walk: Walk, at: datetime) -> Looked:
    steps = list(walk.steps.all())
    minutes = {(one.claimed_at or one.at).replace(second=0, microsecond=0) for one in steps}
    earlier = Walk.objects.filter(
        summary_digest=walk.summary_digest, unit=walk.unit, ended_at__gte=same_text_since(at)
    )
    return Looked(
        noun="walk",
        minutes=walk.minutes or 0,
        people=0,
        written=len(steps),
        moments=len(minutes),
        same_text=earlier.exclude(pk=walk.pk).exists(),
        begins=walk.claimed_from or walk.opened_at,
        received_at=walk.opened_at,
    )


def judge_sitting(
    *,
    sitting: Sitting,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    genuine: Annotated[bool, verdict("属实，计入", "不属实，不计入", legend="结论")],
    reason: Annotated[str, note("怎么核的", "看了什么、问了谁")],
) -> Sitting:
    """核定存疑: a person says whether it was real; only then is it counted, or left out for good."""
    with transaction.atomic():
        sitting = lock(sitting, "unit", "window", seen=seen)
        refuse_unless(sittings.may_judge(sitting_facts(sitting), by))
        why = _decide(sitting, genuine=genuine, reason=reason, by=by, at=at)
        record_step(sitting, "judge", by=by, at=at, data={"genuine": genuine} | refs(reason=why))
        return sitting


def judge_walk(
    *,
    walk: Walk,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    genuine: Annotated[bool, verdict("属实，计入", "不属实，不计入", legend="结论")],
    reason: Annotated[str, note("怎么核的", "看了什么、问了谁")],
) -> Walk:
    """核定存疑: a person says whether it was real; only then is it counted, or left out for good."""
    with transaction.atomic():
        walk = lock(walk, "unit", seen=seen)
        refuse_unless(walks.may_judge(walk_facts(walk), by))
        why = _decide(walk, genuine=genuine, reason=reason, by=by, at=at)
        record_step(walk, "judge", by=by, at=at, data={"genuine": genuine} | refs(reason=why))
        return walk


def _decide(thing: Sitting | Walk, *, genuine: bool, reason: str, by: Actor, at: datetime) -> Note:
    """One answer for all that is open on it, with its reason."""
    why = written(thing, reason, "reason", "请写怎么核的。", at=at)
    thing.doubts.filter(genuine=None).update(
        genuine=genuine, decided_by_id=by.hand, decided_at=at, reason=why
    )
    return why
