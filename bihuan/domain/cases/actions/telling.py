"""Who is told of an entry: the event names its audience, this finds the recipients. No personal data in what is sent."""

from collections.abc import Iterable
from datetime import datetime

from bihuan.domain.cases.choices import PartyRole
from bihuan.domain.cases.models import Case, CaseParty
from bihuan.kernel.journal.events import event_of
from bihuan.kernel.journal.models import Entry
from bihuan.kernel.notices import Recipient, queue_notices
from bihuan.kernel.notices.choices import Channel


def tell(case: Case, entry: Entry, *, at: datetime) -> None:
    """Queue one notice per recipient of the event's audience, in the action's own transaction."""
    event = event_of(entry.event)
    recipients = [recipient for code in event.audience for recipient in _audience(case, code)]
    if recipients:
        queue_notices(
            entry=entry, recipients=recipients, title=f"{event.label}:{case.number}", body=event.next, at=at
        )


def tell_holders(case: Case, entry: Entry, holders: Iterable[str], *, at: datetime) -> None:
    """Tell these holders of an entry, in the application: whom an event means only when it happens."""
    event = event_of(entry.event)
    recipients = [Recipient(key=holder, channels=(Channel.IN_APP,)) for holder in holders]
    queue_notices(
        entry=entry, recipients=recipients, title=f"{event.label}:{case.number}", body=event.next, at=at
    )


def tell_reporter(case: Case, entry: Entry, body: str, *, at: datetime) -> None:
    """Tell the reporter of an entry in these words; without names, numbers of persons or places."""
    event = event_of(entry.event)
    reporter = [Recipient(key=f"reporter:{case.pk}", channels=(Channel.SMS,))]
    queue_notices(entry=entry, recipients=reporter, title=f"{event.label}:{case.number}", body=body, at=at)


def _audience(case: Case, code: str) -> list[Recipient]:
    if code == "reporter":
        return [Recipient(key=f"reporter:{case.pk}", channels=(Channel.SMS,))]
    if code == "finders":
        holders = CaseParty.objects.filter(
            case=case, role__in=[PartyRole.FINDER, PartyRole.STEWARD]
        ).values_list("holder", flat=True)
        return [Recipient(key=holder, channels=(Channel.IN_APP,)) for holder in holders]
    raise LookupError(f"no audience {code!r} in cases")
