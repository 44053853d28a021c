"""One case's way through the hands, by the actions that people use. Which way is its fate's; how fast is its unit's."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from django.utils.timezone import localtime

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import (
    Boundary,
    ContactMeans,
    Difficulty,
    Identity,
    Outcome,
    RequestType,
    Satisfaction,
)
from bihuan.domain.cases.models import Case
from bihuan.domain.knowledge.actions import publish_entry
from bihuan.domain.knowledge.models import KnowledgeEntry
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.domain.remedies.actions import (
    add_milestone,
    ask_long_term,
    decide_long_term,
    draft_long_term,
    enter_long_term,
    reach_milestone,
)
from bihuan.domain.remedies.models import LongTerm
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Limit
from bihuan.simulation.city import Unit, World
from bihuan.simulation.life import Life
from bihuan.simulation.plans import Fate
from bihuan.simulation.words import Matter, matter, person_name, phone, words

PUBLIC = Actor.public("portal")
CONTENT = (
    Satisfaction.VERY_SATISFIED,
    Satisfaction.SATISFIED,
    Satisfaction.SATISFIED,
    Satisfaction.BASICALLY_SATISFIED,
)


@dataclass
class Walk:
    """One case on its way."""

    world: World
    life: Life
    fate: Fate
    unit: Unit
    matter: Matter
    programme: str
    channel: str
    request_type: RequestType = RequestType.REQUEST
    difficulty: Difficulty = Difficulty.C
    sealed: bool = False
    case: Case | None = None
    section: Office | None = None
    round: int = 1
    tries: int = 0
    proper: Unit | None = None
    long_term: LongTerm | None = None

    @property
    def rng(self) -> random.Random:
        return self.world.rng

    @property
    def area(self) -> int:
        assert self.case is not None  # registered first
        return self.case.office_id

    def pace(self, low: float, high: float, *, ours: bool = False) -> float:
        """So many minutes of office time; a slow unit takes longer, the office keeps its own pace."""
        return self.rng.uniform(low, high) * (1.0 if ours else self.unit.slow)

    def then(self, at: datetime, step: str, low: float, high: float, *, ours: bool = False) -> None:
        self.life.after(at, self.pace(low, high, ours=ours), partial(self.do, step))

    def do(self, step: str, at: datetime) -> None:
        """Take a step on the case as it is now."""
        if self.case is not None:
            self.case = Case.objects.select_related("office").get(pk=self.case.pk)
        getattr(self, step)(at)

    def by(self, office_id: int, role: Role) -> Actor:
        return self.world.actor(office_id, role)

    # --- 收集 and 研判

    def register(self, at: datetime) -> None:
        world, firm = self.world, None
        if self.matter.firm and world.firms:
            firm = self.rng.choice(world.firms)
        office = self.unit.office.area if self.unit.office.area_id else world.city
        assert office is not None  # every unit lies in an area
        by = PUBLIC if self.channel == "PORTAL" else self.by(office.pk, Role.INTAKE)
        self.case = actions.receive_case(
            by=by,
            at=at,
            title=self.matter.title,
            content=self.matter.content,
            programme=self.programme,
            channel=self.channel,
            request_type=self.request_type,
            identity=Identity.SEALED if self.sealed else Identity.NAMED,
            reporter=actions.Outsider(name=person_name(self.rng), phone=phone(self.rng)),
            enterprise=firm,
            region=self.unit.office.region,
            office=office,
            category=self.matter.category,
            respondent=self.unit.office if self.matter.conduct else None,
            about_conduct=False,
        )
        after = {Fate.DECLINED: "decline", Fate.TRANSFERRED: "transfer", Fate.ANSWERED: "answer"}.get(
            self.fate, "accept"
        )
        if self.fate is Fate.OPEN_NEW:
            return
        self.then(at, after, 20, 240, ours=True)

    def accept(self, at: datetime) -> None:
        case = self.case
        assert case is not None  # registered
        self.case = actions.accept_case(
            case=case, by=self.by(self.area, Role.OFFICE), at=at, difficulty=self.difficulty
        )
        if self.fate is Fate.WITHDRAWN:
            return self.then(at, "withdraw", 60, 900, ours=True)
        if self.sealed:
            self.restate(at + timedelta(minutes=3))
        if self.fate is not Fate.OPEN_ACCEPTED:
            self.then(at, "dispatch", 15, 180, ours=True)
        return None

    def restate(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        self.case = actions.restate_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            title=f"关于{self.matter.category.split('/')[1]}的反映",
            restatement=f"有人反映{self.matter.category.split('/')[-1]}方面的问题,请核实并依规处理。",
        )

    def decline(self, at: datetime) -> None:
        assert self.case is not None  # registered
        actions.decline_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            basis=Boundary.LITIGATION,
            explanation="此事法院已经立案,请按诉讼程序办理;判决后执行中的服务问题可以再向我们反映。",
        )

    def transfer(self, at: datetime) -> None:
        assert self.case is not None  # registered
        actions.transfer_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            basis=Boundary.STATUTORY,
            organ="市场监管 12315",
            acceptance_number=f"12315-{self.rng.randrange(100_000, 999_999)}",
            explanation="消费投诉有法定程序,已移送 12315,凭受理编号查询。",
        )

    def answer(self, at: datetime) -> None:
        assert self.case is not None  # registered
        entry = self.rng.choice(list(KnowledgeEntry.objects.order_by("id")))
        actions.reply_case(
            case=self.case, by=self.by(self.area, Role.INTAKE), at=at, reply=entry.answer, entry=entry
        )

    def withdraw(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        actions.withdraw_case(
            case=self.case, by=Actor.receipt(str(self.case.subject)), at=at, reason="已经自己解决了。"
        )

    # --- 派单 and 办理

    def dispatch(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        self.case = actions.dispatch_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            office=self.unit.office,
            instruction=self.rng.choice(
                [
                    "请核实并依规处理,答复反映人。",
                    "请三日内联系反映人,现场核实。",
                    "请牵头办理,需要协办的请提出。",
                ]
            ),
        )
        if self.fate is Fate.OPEN_DISPATCHED:
            return
        turned_back = self.fate in (Fate.RETURNED, Fate.OPEN_RETURNING) and self.tries == 0
        self.then(at, "turn_back" if turned_back else "acknowledge", 10, 200)

    def turn_back(self, at: datetime) -> None:
        """The desk says that it is another unit's."""
        assert self.case is not None  # dispatched
        self.tries = 1
        self.proper = self.rng.choice(
            [unit for unit in self.world.units if unit.office.area_id == self.unit.office.area_id]
        )
        if self.proper is self.unit:
            return self.then(at, "acknowledge", 5, 30)
        self.case = actions.return_case(
            case=self.case,
            by=self.by(desk_of(self.unit.office).pk, Role.DESK),
            at=at,
            proper=self.proper.office,
            clause=f"“三定”规定第四条:此类事项由{self.proper.office.short_name}负责。",
        )
        if self.fate is Fate.RETURNED:
            self.then(at, "send_on", 60, 400, ours=True)
        return None

    def send_on(self, at: datetime) -> None:
        assert self.case is not None and self.proper is not None  # turned back
        self.unit = self.proper
        self.case = actions.reassign_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            office=self.unit.office,
            instruction="请按职责办理。",
        )
        self.then(at, "acknowledge", 10, 200)

    def acknowledge(self, at: datetime) -> None:
        assert self.case is not None  # dispatched
        desk = desk_of(self.unit.office)
        self.case = actions.acknowledge_case(case=self.case, by=self.by(desk.pk, Role.DESK), at=at)
        if self.unit.sections:
            self.then(at, "subdispatch", 5, 120)
        else:
            self.section = desk
            self.then(at, "contact", 20, 300)

    def subdispatch(self, at: datetime) -> None:
        assert self.case is not None  # acknowledged
        first = self.unit is self.world.units[0] and self.rng.random() < 0.6  # where the demo's people sit
        self.section = self.unit.sections[0] if first else self.rng.choice(self.unit.sections)
        self.case = actions.subdispatch_case(
            case=self.case, by=self.by(desk_of(self.unit.office).pk, Role.DESK), at=at, office=self.section
        )
        self.then(at, "acknowledge_section", 10, 240)

    def acknowledge_section(self, at: datetime) -> None:
        assert self.case is not None and self.section is not None  # sent to a section
        self.case = actions.acknowledge_case(case=self.case, by=self._handler(), at=at)
        self.then(at, "contact", 20, 300)

    def contact(self, at: datetime) -> None:
        assert self.case is not None  # handled
        by = self._handler()
        if self.case.identity != Identity.NAMED:
            self.case = actions.relay_message(
                case=self.case, by=by, at=at, text="我们正在核实您反映的情况,有进展会在这里告诉您。"
            )
        else:
            self.case = actions.contact_reporter(
                case=self.case,
                by=by,
                at=at,
                means=ContactMeans.PHONE,
                reached=self.rng.random() < 0.9,
                gist="已联系,告知办理人和预计时间。",
            )
        if self.fate is Fate.OPEN_HANDLING:
            return
        if self.fate in (Fate.EXTENDED, Fate.OPEN_EXTENSION):
            self.then(at, "ask_for_time", 200, 700)
            return
        if self.fate is Fate.SUSPENDED:
            self.then(at, "ask_for_pause", 200, 700)
            return
        if self.fate is Fate.INSTRUCTED:
            self.then(at, "instruct", 30, 300, ours=True)
            return
        if self.fate is Fate.LONG_TERM:
            self.then(at, "carry_over", 600, 1_500)
            return
        days = {Difficulty.C: (300, 1_500), Difficulty.B: (900, 4_200), Difficulty.A: (2_000, 7_000)}[
            self.difficulty
        ]
        self.then(at, "complete", *days)

    def ask_for_time(self, at: datetime) -> None:
        assert self.case is not None  # handled
        self.case = actions.request_extension(
            case=self.case,
            by=self._handler(),
            at=at,
            limit=Limit.parse("3 wd"),
            reason="检测机构出具报告还需三个工作日。",
        )
        if self.fate is Fate.EXTENDED:
            self.then(at, "give_time", 30, 200, ours=True)

    def give_time(self, at: datetime) -> None:
        assert self.case is not None  # asked
        self.case = actions.decide_extension(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            granted=True,
            answer="理由成立,同意,请告知反映人。",
        )
        self.then(at, "complete", 300, 900)

    def ask_for_pause(self, at: datetime) -> None:
        assert self.case is not None  # handled
        self.case = actions.request_suspension(
            case=self.case,
            by=self._handler(),
            at=at,
            until=(localtime(at) + timedelta(days=25)).date(),
            reason="当事人在外地,约定月底回来后到现场核实。",
        )
        self.then(at, "give_pause", 30, 200, ours=True)

    def give_pause(self, at: datetime) -> None:
        assert self.case is not None  # asked
        self.case = actions.decide_suspension(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            granted=True,
            answer="同意,到期自动恢复。",
        )

    def instruct(self, at: datetime) -> None:
        assert self.case is not None  # handled
        self.case = actions.instruct_case(
            case=self.case,
            by=self.by(self.area, Role.LEADER),
            at=at,
            text="请举一反三,彻底解决,结果报我。",
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
            report="已完成整改,并排查同类问题三处,一并处理。",
        )
        self.then(at, "complete", 60, 400)

    def carry_over(self, at: datetime) -> None:
        """It takes long: milestones first, then a leader is asked."""
        assert self.case is not None  # handled
        by = self.by(self.area, Role.OFFICE)
        item = draft_long_term(
            case=self.case,
            by=by,
            at=at,
            reason="需列入年度工程计划并争取上级资金,先行采取应急措施。",
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
            answer="同意挂账,按里程碑推进,每季度检查。",
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

    # --- 核查, 回访

    def rework(self, at: datetime) -> None:
        assert self.case is not None  # completed
        self.tries = 1
        self.case = actions.rework_case(
            case=self.case,
            by=self.by(self.area, Role.CHECKER),
            at=at,
            reason="只有整改前照片,没有整改后的佐证,请补充后再报。",
        )
        self.then(at, "complete", 200, 900)

    def accept_promise(self, at: datetime) -> None:
        assert self.case is not None  # completed
        actions.accept_promise(
            case=self.case,
            by=self.by(self.area, Role.CHECKER),
            at=at,
            opinion="时间合理,到期凭完工证明销号。",
        )

    def strike_off(self, at: datetime) -> None:
        assert self.case is not None  # completed
        self.case = actions.strike_off_case(
            case=self.case,
            by=self.by(self.area, Role.CHECKER),
            at=at,
            on_site=True,
            opinion="现场看过,与所报一致。",
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
            else self.rng.choice(["解决了,谢谢。", "可以,比以前快多了。", "帮忙争取了就好。"]),
        )
        if self.fate is Fate.UPHELD:
            self.then(at, "uphold", 100, 800, ours=True)
        elif unhappy and self.fate is Fate.SECOND_ROUND:
            self.then(at, "another_round", 100, 800, ours=True)

    def uphold(self, at: datetime) -> None:
        assert self.case is not None  # dissatisfied
        actions.uphold_case(
            case=self.case,
            by=self.by(self.area, Role.ARBITER),
            at=at,
            reason="经复核,处理符合规定:一、现场已整改;二、其余请求没有政策依据,已当面解释。",
            remedies="对处理意见不服的,可以依法申请行政复议或者提起诉讼。",
        )

    def another_round(self, at: datetime) -> None:
        assert self.case is not None  # dissatisfied
        self.case = actions.new_round(
            case=self.case,
            by=self.by(self.area, Role.ARBITER),
            at=at,
            differs="由分管负责人带队现场办理,邀请反映人到场。",
        )
        self.round, self.tries = 2, 0
        self.then(at, "dispatch", 30, 200, ours=True)

    def _handler(self) -> Actor:
        assert self.section is not None  # known once a section or desk holds it
        role = Role.HANDLER if self._in_section() else Role.DESK
        return self.world.actor(self.section.pk, role, but=self._heads())

    def _heads(self) -> list[int]:
        """Section heads sign here; they handle nothing themselves."""
        assert self.section is not None  # as above
        return [person.pk for person, _ in self.world.hands(self.section.pk, Role.SECTION_HEAD)]

    def _handled_by(self) -> list[int]:
        assert self.case is not None  # completed
        return list(self.case.hands.filter(step="HANDLED").values_list("person_id", flat=True))

    def _in_section(self) -> bool:
        return self.section is not None and self.section.kind != "DESK" and bool(self.unit.sections)


def publish_knowledge(world: World, at: datetime) -> None:
    """A few entries that inquiries can be answered from."""
    for row in words()["inquiries"]:
        unit = world.unit_for(row["theme"])
        publish_entry(
            by=world.actor(world.city.pk, Role.OFFICE),
            at=at,
            question=row["question"],
            answer=row["answer"],
            owner=unit.sections[0],
            document=row["document"],
            review_on=(localtime(at) + timedelta(days=700)).date(),
        )


def a_matter(world: World, *, firm: bool, near: bool = False) -> tuple[Unit, Matter]:
    """Something to report, and the unit that it goes to; `near`: often the one where the demo's people sit, so that they have work."""
    name = world.rng.choice(world.firms).name if firm and world.firms else ""
    found = matter(world.rng, firm=firm, firm_name=name)
    home = world.units[0]
    while near and found.theme != home.theme and world.rng.random() < 0.5:
        found = matter(world.rng, firm=firm, firm_name=name)
    return (home if near and found.theme == home.theme else world.unit_for(found.theme)), found
