"""Access has one gate: list, detail, search, export, feed and API all come through here."""

from django.db.models import QuerySet

from bihuan.domain.cases.choices import LinkKind
from bihuan.domain.cases.models import Case, CaseParty, Link
from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.search.found import ALL, Ids


def cases_visible_to(actor: Actor, ids: Ids = ALL) -> QuerySet[Case]:
    """The cases to which one of the actor's keys is a party; a receipt opens its one case; the calendar sees all.

    Who reads a stretch of ids says so, and no more of the parties is read than that.
    """
    if actor.kind is ActorKind.CALENDAR:
        return Case.objects.all()
    if actor.kind is ActorKind.RECEIPT:
        kind, _, pk = actor.subject.partition(":")
        return Case.objects.filter(pk__in=_under_receipt(int(pk))) if kind == "case" else Case.objects.none()
    if not actor.keys:
        return Case.objects.none()
    parties = CaseParty.objects.filter(holder__in=actor.keys, **ids.of("case_id"))
    return Case.objects.filter(pk__in=parties.values("case_id"))


def _under_receipt(case_id: int) -> set[int]:
    """The case of a receipt and what was split off it: one receipt opens them all."""
    found, wanted = {case_id}, {case_id}
    while wanted:
        below = Link.objects.filter(other__in=wanted, kind=LinkKind.SPLIT, undone_at=None)
        wanted = set(below.values_list("case_id", flat=True)) - found
        found |= wanted
    return found


def case_for(actor: Actor, number: str) -> Case:
    """How a face gets a case at all. Not visible and not there are the same answer."""
    case = (
        cases_visible_to(actor)
        .select_related(
            "office__desk__unit",
            "office__unit",
            "region",
            "enterprise",
            "respondent",
            "content",
            "restatement",
        )
        .filter(number=number)
        .first()
    )
    if case is None:
        raise NotVisible(
            "no_such_case", "没有找到这一件。", "请核对编号；如果它不归您的单位办理，您也看不到它。"
        )
    return case
