"""The sets that figures are taken from. Each names in words what it leaves out; see `docs/figures.md`."""

from datetime import datetime

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from bihuan.domain.cases.choices import Identity, State, Step
from bihuan.domain.cases.figures.counting import Rows, dated, led, told
from bihuan.domain.cases.models import Case, FollowUp, Hand
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.duties.queries import due_as_of


def loop_cases() -> QuerySet[Case]:
    """Everything that this system itself carries; replies given elsewhere and imported are counted apart."""
    return Case.objects.exclude(state=State.ANSWERED)


def registered(as_of: datetime) -> Rows:
    """Everything registered, nothing excluded."""
    rows = loop_cases().filter(registered_at__lte=as_of)
    return dated(with_led(rows, as_of), "registered_at")


def with_led(rows: QuerySet[Case], as_of: datetime) -> Rows:
    """Main parts under the name `led`, so that a row can be asked for its units."""
    return rows.annotate(led=FilteredRelation("legs", condition=led(as_of)))


def due(as_of: datetime) -> Rows:
    """Cases whose promise to the reporter has come due. Those answered directly promised nothing more; those that left the loop are
    their own count. The due moment is that of the latest promise as it stood then: an extension or a pause that was granted by then has moved it."""
    promise = (
        Duty.objects.filter(
            subject_kind="case", subject_id=OuterRef("pk"), verb="promise", started_at__lte=as_of
        )
        .order_by("-id")
        .values("pk")[:1]
    )
    kept_in_loop = Q(dropped=False) | Q(done_at__gt=as_of)
    answered = Hand.objects.filter(case=OuterRef("pk"), step=Step.REPLIED, at__lte=as_of)
    rows = loop_cases().filter(registered_at__lte=as_of).annotate(promise=Subquery(promise))
    duty = Duty.objects.filter(kept_in_loop, pk=OuterRef("promise")).annotate(due_then=due_as_of(as_of))
    rows = rows.annotate(moment=Subquery(duty.values("due_then")[:1])).filter(
        ~Exists(answered), moment__lte=as_of
    )
    return with_led(rows, as_of)


def heard(as_of: datetime) -> Rows:
    """Due cases whose reporter could be asked: without the excluded, the unreached and the anonymous."""
    rows = due(as_of).exclude(identity=Identity.ANONYMOUS)
    rows = rows.filter(Q(excluded_at=None) | Q(excluded_at__gt=as_of))
    return told(rows, reached=Subquery(last_word(as_of).values("reached")[:1])).filter(
        Q(reached=None) | Q(reached=True)
    )


def last_word(as_of: datetime, case: str = "pk") -> QuerySet[FollowUp]:
    """The latest finished follow-up of a case."""
    return FollowUp.objects.filter(case=OuterRef(case), finished_at__lte=as_of).order_by("-round")
