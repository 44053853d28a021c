"""办结: the section says so, and who must signs."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import (
    Difficulty,
    Outcome,
)
from bihuan.domain.organisations.choices import Role
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps.walking import Walking


class Completing(Walking):
    """Complete, endorse, approve."""

    def complete(self, at: datetime) -> None:
        assert self.case is not None  # handled
        outcome = {
            Fate.EXPLAINED: Outcome.EXPLAINED,
            Fate.UPWARD: Outcome.REPORTED_UPWARD,
            Fate.PROMISED: Outcome.PROMISED,
            Fate.UPHELD: Outcome.PARTLY,
            Fate.OPEN_FOLLOW_UP: Outcome.PARTLY,
            Fate.OPEN_DISSATISFIED: Outcome.PARTLY,
        }.get(self.fate, Outcome.SOLVED)
        self.case = actions.complete_case(
            case=self.case,
            by=self._handler(),
            at=at,
            outcome=outcome,
            reply=self.matter.reply,
            promised_on=(localtime(at) + timedelta(days=60)).date() if outcome is Outcome.PROMISED else None,
        )
        if self.fate is not Fate.OPEN_SIGNING:
            self.then(at, "endorse" if self._in_section() else "approve", 20, 240)

    def endorse(self, at: datetime) -> None:
        assert self.case is not None and self.section is not None  # completed in a section
        by = self.world.actor(self.section.pk, Role.SECTION_HEAD, but=self._handled_by())
        self.case = actions.endorse_case(case=self.case, by=by, at=at)
        if self.difficulty is Difficulty.C and self.case.round == 1:
            self._to_the_check(at)
        else:
            self.then(at, "approve", 30, 400)

    def approve(self, at: datetime) -> None:
        assert self.case is not None  # completed
        head = self.difficulty is Difficulty.A or self.case.round >= 2
        role = Role.UNIT_HEAD if head else Role.UNIT_DEPUTY
        self.case = actions.approve_case(
            case=self.case, by=self.world.actor(self.unit.office.pk, role, but=self._handled_by()), at=at
        )
        self._to_the_check(at)

    def _to_the_check(self, at: datetime) -> None:
        if self.fate is Fate.OPEN_CHECK:
            return None
        if self.fate is Fate.PROMISED:
            return self.then(at, "accept_promise", 60, 500, ours=True)
        if self.fate is Fate.REWORKED and self.tries == 0:
            return self.then(at, "rework", 60, 500, ours=True)
        return self.then(at, "strike_off", 60, 700, ours=True)
