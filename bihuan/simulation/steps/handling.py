"""办理: contact, more time, a pause, a leader's word."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import (
    ContactMeans,
    Difficulty,
    Identity,
)
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.calendar import Limit
from bihuan.kernel.refusals import WrongState
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps.walking import Walking

# Minutes of office time that handling takes, by difficulty.
PACES = {Difficulty.C: (300, 1_500), Difficulty.B: (900, 4_200), Difficulty.A: (2_000, 7_000)}
# What comes between the contact and the end: the step, its minutes, whether the office takes it.
BEFORE_DONE = {
    Fate.EXTENDED: ("ask_for_time", 200, 700, False),
    Fate.OPEN_EXTENSION: ("ask_for_time", 200, 700, False),
    Fate.SUSPENDED: ("ask_for_pause", 200, 700, False),
    Fate.INSTRUCTED: ("instruct", 30, 300, True),
    Fate.LONG_TERM: ("carry_over", 600, 1_500, False),
}


class Handling(Walking):
    """What a section does before it says that it is done."""

    def contact(self, at: datetime) -> None:
        assert self.case is not None  # handled
        by = self._handler()
        if self.case.identity != Identity.NAMED:
            self.case = actions.relay_message(
                case=self.case, by=by, at=at, text="我们正在核实您反映的情况，有进展会在这里告诉您。"
            )
        else:
            self.case = actions.contact_reporter(
                case=self.case,
                by=by,
                at=at,
                means=ContactMeans.PHONE,
                reached=self.rng.random() < 0.9,
                gist="已联系，告知办理人和预计时间。",
            )
        self._go_on(at)

    def _go_on(self, at: datetime) -> None:
        """What its fate asks for before it is done; else so long as its difficulty takes."""
        if self.fate is Fate.OPEN_HANDLING:
            return
        step, low, high, ours = BEFORE_DONE.get(self.fate, ("complete", *PACES[self.difficulty], False))
        self.then(at, step, low, high, ours=ours)

    def ask_for_time(self, at: datetime) -> None:
        """Who asks too late is refused, and finishes late."""
        assert self.case is not None  # handled
        try:
            self.case = actions.request_extension(
                case=self.case,
                by=self._handler(),
                at=at,
                limit=Limit.parse("3 wd"),
                reason="检测机构出具报告还需三个工作日。",
            )
        except WrongState:
            return self.then(at, "complete", *PACES[self.difficulty])
        if self.fate is Fate.EXTENDED:
            self.then(at, "give_time", 30, 200, ours=True)
        return None

    def give_time(self, at: datetime) -> None:
        assert self.case is not None  # asked
        self.case = actions.decide_extension(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            granted=True,
            answer="理由成立，同意，请告知反映人。",
        )
        self.then(at, "complete", 300, 900)

    def ask_for_pause(self, at: datetime) -> None:
        assert self.case is not None  # handled
        self.case = actions.request_suspension(
            case=self.case,
            by=self._handler(),
            at=at,
            until=(localtime(at) + timedelta(days=25)).date(),
            reason="当事人在外地，约定月底回来后到现场核实。",
        )
        self.then(at, "give_pause", 30, 200, ours=True)

    def give_pause(self, at: datetime) -> None:
        assert self.case is not None  # asked
        self.case = actions.decide_suspension(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            granted=True,
            answer="同意，到期自动恢复。",
        )

    def instruct(self, at: datetime) -> None:
        assert self.case is not None  # handled
        self.case = actions.instruct_case(
            case=self.case,
            by=self.by(self.area, Role.LEADER),
            at=at,
            text="请举一反三，彻底解决，结果报我。",
            office=self.unit.office,
            report_on=(localtime(at) + timedelta(days=10)).date(),
        )
        self.then(at, "report", 300, 1_200)

    def report(self, at: datetime) -> None:
        assert self.case is not None  # instructed
        self.case = actions.report_instruction(
            case=self.case,
            by=self.by(desk_of(self.unit.office).pk, Role.DESK),
            at=at,
            report="已完成整改，并排查同类问题三处，一并处理。",
        )
        self.then(at, "complete", 60, 400)
