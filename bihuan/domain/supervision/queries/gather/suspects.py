"""Of which subjects there may be something to say: a few indexed questions instead of a walk over all that ever was."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from bihuan.domain.cases.choices import LinkKind, Outcome
from bihuan.domain.cases.choices.kinds import CONTENT
from bihuan.domain.cases.models import CheckResult, Completion, FollowUp, Link, Return
from bihuan.domain.remedies.models import Order
from bihuan.domain.supervision.models import Card, Incident, Supervision
from bihuan.domain.walkthroughs.choices import TurnState
from bihuan.domain.walkthroughs.models import Turn
from bihuan.kernel.duties.models import Duty

NOT_CONTENT = Q(solved=False) | Q(disputed_at__isnull=False) | ~Q(satisfaction__in=["", *sorted(CONTENT)])


def suspects(*, since: datetime, at: datetime) -> Mapping[str, list[int]]:
    """By kind of subject, ascending. What was found before and may be gone now is asked again too."""
    found = {"case": set(_cases(since, at))}
    for kind, model in (("order", Order), ("supervision", Supervision), ("card", Card)):
        found[kind] = set(model._default_manager.values_list("pk", flat=True))
    missed = Turn.objects.filter(state=TurnState.MISSED, from_at__gte=since)
    found["roster"] = set(missed.values_list("plan__roster", flat=True))
    found["walk_task"] = set(_late("walk_task", since, at))
    for kind, subject in Incident.objects.filter(at__gte=since).values_list("subject_kind", "subject_id"):
        found.setdefault(kind, set()).add(subject)
    return {kind: sorted(ids) for kind, ids in found.items()}


def _late(kind: str, since: datetime, at: datetime) -> QuerySet[Any, int]:
    """One question for what ended late, one for what is late now: each has an index that holds nothing else."""
    duties = Duty.objects.filter(subject_kind=kind, due_at__gte=since).values_list("subject_id", flat=True)
    return duties.filter(late_minutes__gt=0).union(duties.filter(done_at=None, due_at__lt=at))


def _cases(since: datetime, at: datetime) -> Iterator[int]:
    questions: tuple[QuerySet[Any, int], ...] = (
        _late("case", since, at),
        CheckResult.objects.filter(passed=False, at__gte=since).values_list("case_id", flat=True),
        FollowUp.objects.filter(NOT_CONTENT, finished_at__gte=since).values_list("case_id", flat=True),
        Return.objects.filter(agreed=False, proposed_at__gte=since).values_list("leg__case_id", flat=True),
        Completion.objects.filter(outcome=Outcome.NOT_SOLVED, submitted_at__gte=since).values_list(
            "leg__case_id", flat=True
        ),
        Link.objects.filter(kind=LinkKind.RETALIATION, at__gte=since).values_list("case_id", flat=True),
    )
    for asked in questions:
        yield from asked.iterator(chunk_size=10_000)
