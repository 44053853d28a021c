"""The queue of what happens when. Every case walks its fate step by step, in office hours, at the pace of the hands that hold it."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count

from django.db import transaction

from bihuan.domain.cases.jobs import lift_silent_returns
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Calendar, Limit, city_calendar
from bihuan.kernel.duties.alerts import alert_due_duties
from bihuan.kernel.parameters.editions import one_edition
from bihuan.kernel.refusals import Refusal

COMMIT_EVERY = 100
Step = Callable[[datetime], None]
Progress = Callable[[datetime, int], None]


class Life:
    """Events in order of time. What lies beyond the end does not happen: those cases stay open where they are."""

    def __init__(self, *, until: datetime) -> None:
        self.until = until
        self.calendar: Calendar = city_calendar()
        self.queue: list[tuple[datetime, int, Step]] = []
        self.order = count()
        self.refused: Counter[str] = Counter()
        self.done = 0

    def at(self, moment: datetime, step: Step) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self.queue, (moment, next(self.order), step))

    def after(self, start: datetime, minutes: float, step: Step) -> None:
        """Let something happen so many minutes of office time later."""
        self.at(self.calendar.due(start, Limit.parse(f"{max(1, round(minutes))} wm")).at, step)

    def every_evening(self, start: datetime, work: Step) -> None:
        """What the worker does in real life: once a day here."""
        day = start.replace(hour=10, minute=30, second=0, microsecond=0)  # 18:30 in the city
        while day <= self.until:
            self.at(day, work)
            day += timedelta(days=1)

    def run(self, say: Progress) -> None:
        """Live until the end. Steps are committed in bundles; a refusal undoes its own step only, and is counted. `say` hears how far it is."""
        with one_edition():
            while self.queue and self.queue[0][0] <= self.until:
                with transaction.atomic():
                    for _ in range(COMMIT_EVERY):
                        if not (self.queue and self.queue[0][0] <= self.until):
                            break
                        moment, _, step = heapq.heappop(self.queue)
                        with self._noting():
                            step(moment)
                        self.done += 1
                say(moment, self.done)

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except Refusal as refusal:
            self.refused[refusal.code] += 1


def do_what_the_worker_does(moment: datetime) -> None:
    """Lights on what is near or past its due moment; a return that nobody answered goes to arbitration."""
    calendar = Actor.calendar("simulation")
    alert_due_duties(by=calendar, at=moment)
    lift_silent_returns(calendar, moment)
