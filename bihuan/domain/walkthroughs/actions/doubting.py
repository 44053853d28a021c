"""决不能走过场: write down what looks like theatre; and what a person decided about it."""

from datetime import datetime

from bihuan.domain.walkthroughs.models import Doubt, Sitting, Walk
from bihuan.domain.walkthroughs.queries.limits import thresholds
from bihuan.domain.walkthroughs.rules.doubts import DoubtRule, Looked, doubts_about
from bihuan.kernel.access import Actor
from bihuan.kernel.notes.models import Note
from bihuan.kernel.tracked import written


def doubt(thing: Sitting | Walk, looked: Looked, *, at: datetime) -> list[DoubtRule]:
    """Every rule that fires leaves a row; the caller journals them."""
    found = doubts_about(looked, thresholds(looked.noun, at))
    Doubt.objects.bulk_create(Doubt(**{looked.noun: thing}, code=rule.code, found_at=at) for rule in found)
    return found


def decide_doubts(thing: Sitting | Walk, *, genuine: bool, reason: str, by: Actor, at: datetime) -> Note:
    """One answer for all that is open on it, with its reason."""
    why = written(thing, reason, "reason", "请写怎么核的。", at=at)
    thing.doubts.filter(genuine=None).update(
        genuine=genuine, decided_by_id=by.hand, decided_at=at, reason=why
    )
    return why
