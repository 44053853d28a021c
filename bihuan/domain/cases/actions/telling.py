"""Who is told of an entry: the event names its audience, this finds the recipients. No personal data in what is sent."""

from collections.abc import Iterable
from datetime import datetime

from bihuan.domain.cases.choices import PartyRole, State
from bihuan.domain.cases.models import Case, CaseParty
from bihuan.domain.cases.rules.sms import sms_of
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import holders_of
from bihuan.kernel.calendar import day_of
from bihuan.kernel.duties.models import Duty
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel

REPORTER = "reporter"
# A message is for the one to whom it was written.
OWN = frozenset({"case.relay", "case.clue_outcome", "case.upward_answer"})


def tell(case: Case, entry: Entry, *, at: datetime) -> None:
    """Queue one notice per recipient of the event's audience, in the action's own transaction."""
    event = event_of(entry.event)
    recipients = [r for code in event.audience if code != REPORTER for r in _audience(case, code, at)]
    if recipients:
        queue_notices(
            entry=entry, recipients=recipients, title=f"{event.label}：{case.number}", body=event.next, at=at
        )
    if REPORTER in event.audience:
        _tell_reporters(case, entry, at=at)


def _tell_reporters(case: Case, entry: Entry, body: str = "", *, at: datetime) -> None:
    """Each by their own number: who reported this case, and who reported the cases that were merged into it."""
    alone = entry.event in OWN or entry.seq == 1  # what was registered just now has no followers yet
    also = Case.objects.none() if alone else case.followers.filter(state=State.MERGED)
    merged = also.order_by("id").values_list("pk", "number")
    for pk, number in [(case.pk, case.number), *merged]:
        happened, next_ = sms_of(entry.event, str(number))
        queue_notices(
            entry=entry,
            recipients=[Recipient(key=f"reporter:{pk}", channels=(Channel.SMS,))],
            title=happened,
            body=body or next_,
            at=at,
        )


def tell_holders(
    case: Case, entry: Entry, holders: Iterable[str], *, at: datetime, critical: bool = False
) -> None:
    """Tell these holders of an entry, in the application, and by SMS too where it is critical: whom an event means only when it happens."""
    event = event_of(entry.event)
    channels = (Channel.IN_APP, Channel.SMS) if critical else (Channel.IN_APP,)
    queue_notices(
        entry=entry,
        recipients=[Recipient(key=holder, channels=channels) for holder in holders],
        title=f"{event.label}：{case.number}",
        body=event.next,
        at=at,
        critical=critical,
    )


def tell_reporter(case: Case, entry: Entry, body: str, *, at: datetime) -> None:
    """Tell the reporter of an entry in these words; without names, numbers of persons or places."""
    _tell_reporters(case, entry, body, at=at)


def _audience(case: Case, code: str, at: datetime) -> list[Recipient]:
    if code == "owners":
        return [Recipient(key=holder) for holder in _new_owners(case, at)]
    if code == "leaders":
        return [
            Recipient(key=f"person:{leader.pk}")
            for leader in holders_of(case.office, Role.LEADER, on=day_of(at))
        ]
    if code == "finders":
        holders = CaseParty.objects.filter(
            case=case, role__in=[PartyRole.FINDER, PartyRole.STEWARD]
        ).values_list("holder", flat=True)
        return [Recipient(key=holder, channels=(Channel.IN_APP,)) for holder in holders]
    raise LookupError(f"no audience {code!r} in cases")


def _new_owners(case: Case, at: datetime) -> set[str]:
    """Whoever owes something from this very step on; the promise to the reporter is nobody's news."""
    owed = Duty.objects.filter(subject_kind="case", subject_id=case.pk, done_at=None, started_at=at)
    return set(owed.exclude(verb="promise").values_list("holder", flat=True))
