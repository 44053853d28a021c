"""One card of half a year ago, long before the calendar reads every evening: it took effect, counted, and expired yesterday."""

from contextlib import suppress
from datetime import datetime, timedelta

from bihuan.domain.supervision import jobs
from bihuan.domain.supervision.actions import propose_card
from bihuan.domain.supervision.models import Card
from bihuan.domain.supervision.queries.proposals import proposals
from bihuan.domain.supervision.queries.terms import ground_sentence
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import Refusal
from bihuan.simulation.life import Life
from bihuan.simulation.supervision.deciding import Deciding

CALENDAR = Actor.calendar("simulation")
DAYS_BEFORE = (214, 210, 206, 202, 198)  # a yellow card stands six months from the end of its appeal period


class Early(Deciding):
    """The first that a rule finds and somebody decides; everything else of that time is looked at in the last weeks."""

    def plan(self, life: Life) -> None:
        for days in DAYS_BEFORE:
            life.after(self.now - timedelta(days=days), 90, self.propose)
        for days in (DAYS_BEFORE[0] - 12, DAYS_BEFORE[-1] - 12):
            life.after(self.now - timedelta(days=days), 90, self.end)
        life.after(self.now - timedelta(days=1), 30, self.end)

    def propose(self, at: datetime) -> None:
        while jobs.read_journal(CALENDAR, at).more:
            pass
        found = None if Card.objects.exists() else next(proposals(at=at), None)
        if found is None:
            return
        sentence = ground_sentence(found.found.ground, on=day_of(found.found.at))
        with suppress(Refusal, LookupError):
            card = propose_card(
                found=found.found,
                sentence=sentence,
                section=found.section,
                unit=found.unit,
                by=CALENDAR,
                at=at,
            )
            self.issue(card, at + timedelta(minutes=20))
            card.refresh_from_db()
            self.serve(card, at + timedelta(minutes=40))

    def end(self, at: datetime) -> None:
        jobs.end_appeals(CALENDAR, at)
        jobs.expire_cards(CALENDAR, at)
