"""责令整改: one that is verified, one that is late."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office
from bihuan.domain.organisations.queries import desk_of
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.choices import Cause
from bihuan.domain.remedies.models import Order
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.documents.official import official_document
from bihuan.simulation.city import World
from bihuan.simulation.life import Life
from bihuan.simulation.remedies.told import PARKING, Told, day_after

RULES = ("非必要一律不拖车", "拖车费用由委托单位承担，不向当事人收取", "停车场所由主管部门指定，一律免费停放")


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
                order=self.order, by=self.head, at=at, rule=rule, office=office, due_on=day_after(at, 14)
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
            order=self.order, by=self.head, at=at, counted="免费拖车次数", target=50, to_on=day_after(at, 32)
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


def _proof(by: Actor, at: datetime, signed_by: str) -> list[Attachment]:
    content = official_document(
        title="退款回单汇总",
        body=["已按台账逐人原路退回，见所附回单。"],
        signed_by=signed_by,
        on=localtime(at).date(),
    )
    return [receive_file(upload=ContentFile(content, name="退款回单汇总.docx"), by=by, at=at)]
