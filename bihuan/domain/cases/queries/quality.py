"""From rows to a `Draft`: what the checks of reply and evidence may look at."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.domain.cases.choices import Identity
from bihuan.domain.cases.models import Case, Completion, Leg
from bihuan.domain.cases.rules.quality import Draft, Photo, flags_of
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.attachments.queries import came_before
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value


def quality_of(
    case: Case, leg: Leg, reply: str, evidence: Sequence[Attachment], *, outcome: str, at: datetime
) -> list[dict[str, str]]:
    """The flags of one completion, as {code, sentence}."""
    return flags_of(draft_of(case, leg, reply, evidence, outcome=outcome, at=at))


def draft_of(
    case: Case, leg: Leg, reply: str, evidence: Sequence[Attachment], *, outcome: str, at: datetime
) -> Draft:
    """The reply beside what it answers. Of a sealed case the restatement, and nobody's name."""
    on = day_of(at)
    words = case.restatement if case.is_sealed else case.content
    used = came_before(evidence, subject=case.subject)
    return Draft(
        reply=reply,
        report=words.text if words else "",
        outcome=outcome,
        names=_names(case),
        firms=_firms(case, leg),
        earlier=_earlier(case, leg, count=value("cases.quality.earlier_replies", on=on)),
        photos=tuple(Photo(file.taken_at, file.pk in used) for file in evidence if file.look),
        dispatched_at=leg.dispatched_at,
        least_length=value("cases.quality.least_length", on=on),
        near_copy=value("cases.quality.near_copy", on=on),
    )


def _names(case: Case) -> tuple[str, ...]:
    if case.identity != Identity.NAMED:
        return ()
    return tuple(case.reporters.exclude(name="").values_list("name", flat=True))


def _firms(case: Case, leg: Leg) -> tuple[str, ...]:
    known = [case.enterprise.name if case.enterprise else "", leg.office.name]
    return tuple(name for name in (*known, case.respondent.name if case.respondent else "") if name)


def _earlier(case: Case, leg: Leg, *, count: int) -> tuple[str, ...]:
    """What the same unit told others lately."""
    unit = leg.office.unit_id or leg.office_id
    replies = Completion.objects.filter(leg__office__unit=unit, refused_at=None).exclude(leg__case=case)
    return tuple(replies.order_by("-id").values_list("reply__text", flat=True)[:count])
