"""挂账: what takes longer than a promise can hold."""

from datetime import datetime, timedelta

from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import desk_of
from bihuan.domain.remedies.actions import (
    add_milestone,
    ask_long_term,
    decide_long_term,
    draft_long_term,
    enter_long_term,
    reach_milestone,
)
from bihuan.simulation.steps.walking import Walking


class Carrying(Walking):
    """From the draft to the first milestone."""

    def carry_over(self, at: datetime) -> None:
        """It takes long: milestones first, then a leader is asked."""
        assert self.case is not None  # handled
        by = self.by(self.area, Role.OFFICE)
        item = draft_long_term(
            case=self.case,
            by=by,
            at=at,
            reason="需列入年度工程计划并争取上级资金，先行采取应急措施。",
        )
        for text, days in (("完成立项和资金申请", 40), ("完成招标并开工", 120), ("完工并验收", 300)):
            item = add_milestone(
                long_term=item,
                by=by,
                at=at,
                text=text,
                office=self.unit.office,
                due_on=(localtime(at) + timedelta(days=days)).date(),
            )
        self.long_term = ask_long_term(long_term=item, by=by, at=at)
        self.then(at, "decide_carrying", 60, 900, ours=True)

    def decide_carrying(self, at: datetime) -> None:
        assert self.long_term is not None  # asked
        self.long_term = decide_long_term(
            long_term=self.long_term,
            by=self.by(self.area, Role.LEADER),
            at=at,
            granted=True,
            answer="同意挂账，按里程碑推进，每季度检查。",
        )
        self.then(at, "enter_carried", 30, 400, ours=True)

    def enter_carried(self, at: datetime) -> None:
        assert self.long_term is not None  # approved
        self.long_term = enter_long_term(
            long_term=self.long_term,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            document="双优化领导小组会议纪要",
        )
        self.then(at, "first_milestone", 5_000, 14_000)

    def first_milestone(self, at: datetime) -> None:
        assert self.long_term is not None  # carried
        self.long_term = reach_milestone(
            long_term=self.long_term,
            by=self.by(desk_of(self.unit.office).pk, Role.DESK),
            at=at,
            place=1,
        )
