"""Cases as lists show them. Whatever the number of rows: three queries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from bihuan.domain.cases.choices import Identity, RequestType, State, Urgency
from bihuan.domain.cases.models import Case, Custody
from bihuan.domain.cases.queries.sight import reads_words, title_for
from bihuan.faces.workbench.names import office_words, offices_by_id
from bihuan.kernel.access import Actor
from bihuan.kernel.duties.models import Duty

WITH_A_ROW = ("office", "region", "enterprise")


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case in a list. `promise`: the open duty towards the reporter, if one runs. `at_office`: whose hands hold it."""

    case: Case
    title: str
    state: State
    url: str
    promise: Duty | None
    at_office: str
    kind: str
    urgency: Urgency | None
    firm: str

    @property
    def number(self) -> str:
        return self.case.number or ""


def rows_of(cases: Iterable[Case], actor: Actor, *, query: str = "") -> list[CaseRow]:
    """The rows, in the order given. `query`: what the links carry on, so that the case's page shows the same list."""
    listed = list(cases)
    promises, holders = _promises(listed), _holders(listed)
    return [_row(case, actor, promises, holders, query) for case in listed]


def case_url(case: Case, query: str = "") -> str:
    """The case's own page."""
    return reverse("workbench:case", args=[case.number]) + (f"?{query}" if query else "")


def _row(
    case: Case, actor: Actor, promises: Mapping[int, Duty], holders: Mapping[int, str], query: str
) -> CaseRow:
    # A firm's name could tell who reported: only where nothing is hidden from anyone.
    open_ = case.identity == Identity.NAMED and not case.about_conduct
    return CaseRow(
        case=case,
        title=title_for(case, words=reads_words(actor, case)),
        state=State(case.state),
        url=case_url(case, query),
        promise=promises.get(case.pk),
        at_office=holders.get(case.pk, ""),
        kind=RequestType(case.request_type).label,
        urgency=Urgency(case.urgency) if case.urgency != Urgency.NORMAL else None,
        firm=case.enterprise.name if open_ and case.enterprise else "",
    )


def _promises(cases: Sequence[Case]) -> dict[int, Duty]:
    rows = Duty.objects.filter(
        subject_kind="case", subject_id__in=[c.pk for c in cases], verb="promise", done_at=None
    )
    return {duty.subject_id: duty for duty in rows}


def _holders(cases: Sequence[Case]) -> dict[int, str]:
    held = Custody.objects.filter(case__in=[c.pk for c in cases], to_at=None).values_list(
        "case_id", "office_id"
    )
    by_case = dict(held)
    offices = offices_by_id(by_case.values())
    return {case: office_words(offices[office]) for case, office in by_case.items()}
