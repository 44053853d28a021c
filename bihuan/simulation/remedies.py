"""What a year leaves behind beyond its cases: a campaign, two orders to rectify (one late), two reports upward, a discipline clue.

Everything is lived at its moment, between the steps of the cases, by the actions that people use. The long-term list is in `steps`.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.organisations.choices import ASKED_NOT_ORDERED, Role, UnitRank
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Cause, UpwardAnswer
from bihuan.domain.remedies.jobs import tell_answers
from bihuan.domain.remedies.models import Campaign, CampaignCase, DisciplineClue, Order, Upward, UpwardCase
from bihuan.kernel.access import Actor
from bihuan.kernel.access.models import Person
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.documents.official import official_document
from bihuan.simulation.city import Unit, World
from bihuan.simulation.life import Life

TOWING = Q(category__endswith="事故处理")
PARKING = Q(category__contains="停车")
STREETS = PARKING | TOWING | Q(category__endswith="市容环境") | Q(title__contains="围挡")
RULES = ("非必要一律不拖车", "拖车费用由委托单位承担，不向当事人收取", "停车场所由主管部门指定，一律免费停放")
AREAS = ("停车收费", "占道经营", "施工围挡")
Step = Callable[[datetime], None]


def plan_remedies(world: World, life: Life, now: datetime) -> None:
    """Put the remedies of the last eighty days into the queue."""
    Campaigning(world, now).plan(life)
    Rectifying(world, now, "交警", TOWING, begins=72).plan(life)
    Late(world, now, "城管", PARKING, begins=14).plan(life)
    Reporting(world, now, begins=50, answered=True).plan(life)
    Reporting(world, now, begins=25, answered=False).plan(life)
    HandingOver(world, now).plan(life)


class Told:
    """A story: steps on days before the end, each in the morning of an office day."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now = world, now
        self.told = False  # whether there was a case to begin from

    def begin(self, life: Life, days_before: float, step: Callable[[datetime], bool]) -> None:
        """The first step says whether there is a story at all."""

        def first(at: datetime) -> None:
            self.told = step(at)

        life.after(self.now - timedelta(days=days_before), 40, first)

    def on(self, life: Life, days_before: float, step: Step) -> None:
        """A later step, if the story has begun."""

        def later(at: datetime) -> None:
            if self.told:
                step(at)

        life.after(self.now - timedelta(days=days_before), 40, later)

    def office(self, role: Role, *, but: Sequence[int] = ()) -> Actor:
        return self.world.actor(self.world.city.pk, role, but=but)

    def cases(self, wanted: Q, *, few: int, or_else: Q | None = None) -> list[Case]:
        """The newest of the city's own that fit, else that fit the second wish."""
        return self._newest(wanted & Q(office=self.world.city), few=few, or_else=or_else)

    def _newest(self, wanted: Q, *, few: int, or_else: Q | None = None) -> list[Case]:
        alive = Case.objects.select_related("office").exclude(state=State.MERGED).order_by("-id")
        found = list(alive.filter(wanted)[:few])
        if found or or_else is None:
            return found
        return list(alive.filter(or_else, office=self.world.city)[:few])

    def units(self) -> list[Unit]:
        """Departments of the city that can be ordered."""
        return [
            unit
            for unit in self.world.units
            if unit.office.area_id == self.world.city.pk
            and unit.office.unit_rank == UnitRank.FIRST
            and unit.office.body_kind not in ASKED_NOT_ORDERED
        ]

    def unit(self, theme: str) -> Unit:
        return next((unit for unit in self.units() if unit.theme == theme), self.units()[0])

    def desk(self, office: Office) -> Actor:
        return self.world.actor(desk_of(office).pk, Role.DESK)


class Campaigning(Told):
    """A campaign whose ledger grows from month to month."""

    campaign: Campaign

    def plan(self, life: Life) -> None:
        self.begin(life, 80, self.open)
        for days in (55, 30, 6):
            self.on(life, days, self.collect)

    def open(self, at: datetime) -> bool:
        self.campaign = actions.open_campaign(
            by=self.office(Role.OFFICE),
            at=at,
            office=self.world.city,
            code="STREETS-2026",
            name="停车收费和占道问题专项治理",
            scope="全市道路停车、事故拖车、占道经营和施工围挡；任何来源的工单都可以纳入。",
            lead=self.unit("城管").office,
            from_on=localtime(at).date(),
            to_on=_day(self.now, 60),
            areas=len(AREAS) + 1,
        )
        for place, name in enumerate(AREAS, start=1):
            self.campaign = actions.name_area(
                campaign=self.campaign,
                by=self.office(Role.OFFICE),
                at=at,
                code=f"{self.campaign.code}-{place}",
                name=name,
            )
        return True

    def collect(self, at: datetime) -> None:
        free = ~Q(pk__in=CampaignCase.objects.values("case"))
        by_area: dict[str, list[Case]] = {}
        for case in self.cases(free & STREETS, few=200):
            by_area.setdefault(_area(case), []).append(case)
        for place, cases in sorted(by_area.items()):
            self.campaign = actions.collect_cases(
                campaign=self.campaign,
                by=self.office(Role.OFFICE),
                at=at,
                cases=cases,
                area=f"{self.campaign.code}-{place}",
            )


class Rectifying(Told):
    """From the towing fees to rules that hold: measures, money back, a trial that proves it, verified."""

    order: Order

    def __init__(self, world: World, now: datetime, theme: str, wanted: Q, *, begins: int) -> None:
        super().__init__(world, now)
        self.responsible, self.wanted, self.begins = self.unit(theme), wanted, begins

    def plan(self, life: Life) -> None:
        begins = self.begins
        self.begin(life, begins, self.issue)
        self.on(life, begins - 4, self.write_plan)
        self.on(life, begins - 8, self.answer_self_checks)
        self.on(life, begins - 16, self.establish)
        self.on(life, begins - 20, self.redress)
        self.on(life, begins - 25, self.start_trial)
        for nth in range(8):
            self.on(life, begins - 28 - 3 * nth, self.read)
        self.on(life, begins - 56, self.request)
        self.on(life, begins - 60, self.verify)

    @property
    def head(self) -> Actor:
        return self.desk(self.responsible.office)

    def issue(self, at: datetime) -> bool:
        cases = self.cases(self.wanted, few=6, or_else=PARKING)
        if not cases:
            return False
        like = [unit.office for unit in self.units() if unit is not self.responsible][:2]
        self.order = actions.issue_order(
            by=self.office(Role.OFFICE),
            at=at,
            cases=cases,
            unit=self.responsible.office,
            title="事故车辆拖移收费",
            cause=Cause.MECHANISM,
            found="事故车辆由承包单位拖移，费用向当事人收取，没有标准，也没有票据；多名群众反映。",
            root="拖移由谁决定、费用由谁承担都没有写明，承包单位靠收费维持，主管单位没有核对。",
            redress_required=True,
            like_units=like,
        )
        return True

    def write_plan(self, at: datetime) -> None:
        for office, rule in zip(self._sections(), RULES, strict=True):
            self.order = actions.add_measure(
                order=self.order, by=self.head, at=at, rule=rule, office=office, due_on=_day(at, 14)
            )
        self.order = actions.submit_plan(
            order=self.order,
            by=self.head,
            at=at,
            plan="先停止收费，再定三条规则，同时按台账逐人退费，最后试运行，用免费拖车次数证明。",
        )

    def _sections(self) -> list[Office]:
        have = self.responsible.sections or [desk_of(self.responsible.office)]
        return [have[place % len(have)] for place in range(len(RULES))]

    def answer_self_checks(self, at: datetime) -> None:
        for nth, check in enumerate(self.order.self_checks.select_related("unit").order_by("id")):
            self.order = actions.answer_self_check(
                order=self.order,
                by=self.desk(check.unit),
                at=at,
                problems=nth,
                answer="查了近两年由第三方收费的事项。"
                + ("没有类似情况。" if not nth else "有一项没有公示标准，已停止并公示。"),
            )

    def establish(self, at: datetime) -> None:
        for place in range(1, len(RULES) + 1):
            self.order = actions.establish_measure(
                order=self.order,
                by=self.head,
                at=at,
                place=place,
                document=f"关于规范事故车辆拖移的通知第{place}条",
            )

    def redress(self, at: datetime) -> None:
        for persons, fen in ((9, 612_000), (4, 305_000)):
            self.order = actions.record_redress(
                order=self.order,
                by=self.head,
                at=at,
                persons=persons,
                amount_fen=fen,
                account="按收费台账逐人电话联系，原路退回，本人确认到账。",
                evidence=_proof(self.head, at, self.responsible.office.name),
            )
        self.order = actions.finish_redress(
            order=self.order, by=self.head, at=at, statement="台账、停车场登记、银行流水三方核对，没有遗漏。"
        )

    def start_trial(self, at: datetime) -> None:
        self.order = actions.start_trial(
            order=self.order, by=self.head, at=at, counted="免费拖车次数", target=50, to_on=_day(at, 32)
        )

    def read(self, at: datetime) -> None:
        """On the first day one was charged after all: the count begins anew."""
        first = not self.order.trials.filter(readings__isnull=False).exists()
        self.order = actions.record_reading(
            order=self.order,
            by=self.head,
            at=at,
            on=localtime(at).date(),
            number=self.world.rng.randint(8, 14),
            failed=int(first),
        )

    def request(self, at: datetime) -> None:
        self.order = actions.request_verification(order=self.order, by=self.head, at=at)

    def verify(self, at: datetime) -> None:
        self.order = actions.verify_order(
            order=self.order,
            by=self.office(Role.CHECKER),
            at=at,
            opinion="抽查十二次拖移记录和三条文件，均未向当事人收费；电话核实五名退费群众，均已到账。",
        )


class Late(Rectifying):
    """An order whose plan is overdue, and whose like units have not answered."""

    def plan(self, life: Life) -> None:
        self.begin(life, self.begins, self.issue)

    def issue(self, at: datetime) -> bool:
        cases = self.cases(self.wanted, few=3)
        if not cases:
            return False
        self.order = actions.issue_order(
            by=self.office(Role.OFFICE),
            at=at,
            cases=cases,
            unit=self.responsible.office,
            title="路边停车收费标准不公示",
            cause=Cause.OVERSIGHT,
            found="三处停车点没有公示收费标准，收费和备案不一致。",
            root="备案以后没有人再去看，群众反映才知道。",
            like_units=[self.unit("住建").office],
        )
        return True


class Reporting(Told):
    """What cannot be solved here goes up for the whole class of like cases; one answer has come, the other is waited for."""

    upward: Upward
    responsible: Office

    def __init__(self, world: World, now: datetime, *, begins: int, answered: bool) -> None:
        super().__init__(world, now)
        self.begins, self.answered = begins, answered

    def plan(self, life: Life) -> None:
        self.begin(life, self.begins, self.draft)
        self.on(life, self.begins - 1, self.ask)
        self.on(life, self.begins - 3, self.decide)
        self.on(life, self.begins - 5, self.send)
        if self.answered:
            self.on(life, 12, self.answer)

    def draft(self, at: datetime) -> bool:
        """For struck-off cases of one kind that were reported upward, or explained for want of a policy, and that no report carries yet."""
        handled = Q(pk__in=Leg.objects.values("case"))  # an answer at once had no unit
        free = Q(struck_off_at__isnull=False) & handled & ~Q(pk__in=UpwardCase.objects.values("case"))
        found = self._newest(
            free & Q(outcome=Outcome.REPORTED_UPWARD), few=20, or_else=free & Q(outcome=Outcome.EXPLAINED)
        )
        if not found:
            return False
        topic = found[0].category
        self.responsible = self._unit_of(found[0])
        word = topic.rpartition("/")[2]
        self.upward = actions.draft_upward(
            by=self.desk(self.responsible),
            at=at,
            title=f"扩大{word}方面政策的覆盖范围",
            superior="省优化营商环境工作领导小组办公室",
            problem=f"{word}方面，现有政策没有覆盖反映人的情形：事实清楚、诉求合理，本级无权决定。",
            request="请明确口径，或者把这一类情形纳入支持范围；答复后我们逐件告诉反映人。",
            cases=[case for case in found if case.category == topic],
        )
        return True

    def _unit_of(self, case: Case) -> Office:
        leg = case.legs.select_related("office__unit").filter(parent=None).order_by("-id")[0]
        return leg.office.unit or leg.office

    def ask(self, at: datetime) -> None:
        self.upward = actions.ask_upward(upward=self.upward, by=self.desk(self.responsible), at=at)

    def decide(self, at: datetime) -> None:
        head = self.world.actor(self.responsible.pk, Role.UNIT_HEAD)
        self.upward = actions.decide_upward(
            upward=self.upward, by=head, at=at, granted=True, answer="同意上报，跟踪到底。"
        )

    def send(self, at: datetime) -> None:
        self.upward = actions.send_upward(
            upward=self.upward,
            by=self.desk(self.responsible),
            at=at,
            document=f"上报〔{at.year}〕{30 + self.upward.pk}号",
            sent_on=localtime(at).date(),
        )

    def answer(self, at: datetime) -> None:
        self.upward = actions.record_answer(
            upward=self.upward,
            by=self.desk(self.responsible),
            at=at,
            answer=UpwardAnswer.PARTLY,
            text="上级明确：符合条件的可以参照办理，其余的列入明年修订。请带原材料到窗口，我们已经把清单放在网上。",
            document=f"复函〔{at.year}〕118号",
        )
        tell_answers(Actor.calendar("simulation"), at + timedelta(minutes=5))


class HandingOver(Told):
    """A clue with two signatures, received by the commission."""

    clue: DisciplineClue

    def plan(self, life: Life) -> None:
        self.begin(life, 21, self.draft)
        self.on(life, 20, self.sign)
        self.on(life, 19, self.receive)

    def draft(self, at: datetime) -> bool:
        cases = self.cases(TOWING, few=1, or_else=Q())
        if not cases:
            return False
        (organ, _), *_ = [key for key in self.world.seats if key[1] == Role.INSPECTOR]
        self.second = self.office(Role.CHECKER)
        self.clue = actions.draft_clue(
            by=self.office(Role.OFFICE),
            at=at,
            case=cases[0],
            organ=Office.objects.get(pk=organ),
            gist="核查中发现，有人介绍承包单位并收取好处，附谈话记录的时间和地点。",
            second_signer=self._person(self.second),
        )
        return True

    def _person(self, actor: Actor) -> Person:
        seats = self.world.hands(self.world.city.pk, Role.CHECKER)
        return next(person for person, _ in seats if person.pk == actor.person_id)

    def sign(self, at: datetime) -> None:
        self.clue = actions.sign_clue(
            discipline_clue=self.clue, by=self.second, at=at, granted=True, answer="同意移送。"
        )

    def receive(self, at: datetime) -> None:
        inspector = self.world.actor(self.clue.organ_id, Role.INSPECTOR)
        self.clue = actions.receive_clue(
            discipline_clue=self.clue, by=inspector, at=at, acceptance_number=f"纪收{at.year}-17"
        )


def _area(case: Case) -> str:
    if "停车" in case.category or case.category.endswith("事故处理"):
        return "1"
    return "3" if "围挡" in case.title else "2"


def _day(at: datetime, later: int) -> date:
    return (localtime(at) + timedelta(days=later)).date()


def _proof(by: Actor, at: datetime, signed_by: str) -> list[Attachment]:
    content = official_document(
        title="退款回单汇总",
        body=["已按台账逐人原路退回，见所附回单。"],
        signed_by=signed_by,
        on=localtime(at).date(),
    )
    return [receive_file(upload=ContentFile(content, name="退款回单汇总.docx"), by=by, at=at)]
