"""核查, 回访, and what follows dissatisfaction."""

from datetime import datetime, timedelta

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Satisfaction, State
from bihuan.domain.organisations.choices import Role
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps.walking import Walking

CONTENT = (
    Satisfaction.VERY_SATISFIED,
    Satisfaction.SATISFIED,
    Satisfaction.SATISFIED,
    Satisfaction.BASICALLY_SATISFIED,
)

PUBLISHED = 0.4  # of the city's closed cases
OUTCOME_WORDS = {Fate.EXPLAINED: "解释说明", Fate.UPWARD: "已向上反映", Fate.SECOND_ROUND: "重办后解决"}


class Checking(Walking):
    """From the check to the reporter's word."""

    def rework(self, at: datetime) -> None:
        assert self.case is not None  # completed
        self.tries = 1
        self.case = actions.rework_case(
            case=self.case,
            by=self.by(self.area, Role.CHECKER),
            at=at,
            reason="只有整改前照片，没有整改后的佐证，请补充后再报。",
        )
        self.then(at, "complete", 200, 900)

    def accept_promise(self, at: datetime) -> None:
        assert self.case is not None  # completed
        actions.accept_promise(
            case=self.case,
            by=self.by(self.area, Role.CHECKER),
            at=at,
            opinion="时间合理，到期凭完工证明销号。",
        )

    def strike_off(self, at: datetime) -> None:
        assert self.case is not None  # completed
        self.case = actions.strike_off_case(
            case=self.case,
            by=self.by(self.area, Role.CHECKER),
            at=at,
            on_site=True,
            opinion="现场看过，与所报一致。",
        )
        if self.fate is Fate.OPEN_FOLLOW_UP:
            return None
        if self.fate is Fate.UNREACHED:
            self.tries = 0
            return self.then(at, "attempt", 60, 400, ours=True)
        return self.then(at, "follow_up", 60, 1_200, ours=True)

    def attempt(self, at: datetime) -> None:
        assert self.case is not None  # struck off
        self.tries += 1
        self.case = actions.record_attempt(
            case=self.case, by=self.by(self.area, Role.FOLLOW_UP), at=at, gist="无人接听。"
        )
        if self.case.is_open:
            self.then(at, "attempt", 560, 620, ours=True)  # the next day, at another hour

    def follow_up(self, at: datetime) -> None:
        assert self.case is not None  # struck off
        by = self.by(self.area, Role.FOLLOW_UP)
        if self.sealed:
            self.case = actions.unseal_case(
                case=self.case, by=by, at=at - timedelta(minutes=1), reason="回访需要电话。"
            )
        unhappy = self.fate in (Fate.UPHELD, Fate.OPEN_DISSATISFIED) or (
            self.fate is Fate.SECOND_ROUND and self.case.round == 1
        )
        self.case = actions.follow_up_case(
            case=self.case,
            by=by,
            at=at,
            solved=not unhappy and self.fate not in (Fate.EXPLAINED, Fate.UPWARD),
            contact_confirmed=self.rng.random() < 0.93,
            satisfaction=Satisfaction.DISSATISFIED if unhappy else self.rng.choice(CONTENT),
            said="还是老样子。"
            if unhappy
            else self.rng.choice(["解决了，谢谢。", "可以，比以前快多了。", "帮忙争取了就好。"]),
        )
        if self.case.state == State.CLOSED:
            self._perhaps_publish(at)
        elif self.fate is Fate.UPHELD:
            self.then(at, "uphold", 100, 800, ours=True)
        elif unhappy and self.fate is Fate.SECOND_ROUND:
            self.then(at, "another_round", 100, 800, ours=True)

    def _perhaps_publish(self, at: datetime) -> None:
        """The city's editor shows some of what was finished; sealed cases never."""
        may = self.shown and not self.sealed and self.area == self.world.city.pk
        if may and self.rng.random() < PUBLISHED:
            self.then(at, "publish", 300, 2_000, ours=True)

    def publish(self, at: datetime) -> None:
        assert self.case is not None  # closed
        topic = self.matter.category.rpartition("/")[2]
        actions.publish_case(
            case=self.case,
            by=self.by(self.area, Role.EDITOR),
            at=at,
            title=f"{topic}：{OUTCOME_WORDS.get(self.fate, '已经解决')}",
            question=self.matter.general,
            answer=self.matter.reply,
        )

    def uphold(self, at: datetime) -> None:
        assert self.case is not None  # dissatisfied
        actions.uphold_case(
            case=self.case,
            by=self.by(self.area, Role.ARBITER),
            at=at,
            reason="经复核，处理符合规定：一、现场已整改；二、其余请求没有政策依据，已当面解释。",
            remedies="对处理意见不服的，可以依法申请行政复议或者提起诉讼。",
        )

    def another_round(self, at: datetime) -> None:
        assert self.case is not None  # dissatisfied
        self.case = actions.new_round(
            case=self.case,
            by=self.by(self.area, Role.ARBITER),
            at=at,
            differs="由分管负责人带队现场办理，邀请反映人到场。",
        )
        self.round, self.tries = 2, 0
        self.then(at, "dispatch", 30, 200, ours=True)
