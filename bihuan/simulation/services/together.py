"""The newspaper's joint matter: card replacement, account change, qualification check, with a bank, on the spot."""

from datetime import datetime, timedelta
from functools import partial

from bihuan.domain.organisations.actions import open_office
from bihuan.domain.organisations.choices import BodyKind, OfficeKind, Role, UnitRank
from bihuan.domain.organisations.models import Office
from bihuan.domain.services import actions
from bihuan.domain.services.choices import TaskState
from bihuan.domain.services.models import Item, Joint, Matter
from bihuan.kernel.access import Actor
from bihuan.simulation.city import World
from bihuan.simulation.city.opening import BUILDER
from bihuan.simulation.life import Life
from bihuan.simulation.words import person_name, phone

FIELDS = (
    ("reason", "社保卡怎么了", "丢了、坏了，或者信息变了", True),
    ("old_account", "原来的发放账户", "不记得可以不填", False),
    ("new_account", "新的银行账户", "本人名下的储蓄账户", True),
)


class Together:
    """One bundle, and matters in every state."""

    joint: Joint

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now, self.rng = world, now, world.rng

    def plan(self, life: Life) -> None:
        life.at(self.now - timedelta(days=60), self.define)
        for days, far in ((45, 9), (30, 9), (12, 9), (2, 1), (1.2, 0.5), (0.6, 0)):
            moment = self.now - timedelta(days=days)
            life.after(moment, 5, partial(self._submit, far=far, life=life))

    def define(self, at: datetime) -> None:
        window = self._window()
        unit = window.unit
        assert unit is not None  # a window belongs to a unit
        items = {
            version.name: item for item in Item.objects.filter(unit=unit) for version in item.versions.all()
        }
        bank = open_office(
            office=self.world.city,
            by=BUILDER,
            at=at,
            name="江城商业银行",
            kind=OfficeKind.UNIT,
            body_kind=BodyKind.PARTNER,
            unit_rank=UnitRank.FIRST,
        )
        by = self.world.actor(unit.pk, Role.UNIT_HEAD)
        joint = actions.define_joint(
            by=by,
            at=at,
            code="CARD",
            name="社保卡补办、改账户、资格认证一起办",
            window=window,
            days="1 wd",
            lead="补换社保卡、变更待遇发放账户、领取资格认证，银行进驻，当场办好。",
        )
        for code, label, help, required in FIELDS:
            actions.add_field(joint=joint, by=by, at=at, code=code, label=label, help=help, required=required)
        parts = (
            ("补换社保卡", unit, "社会保障卡补领、换领", "", "", "reason"),
            ("领取资格认证", unit, "养老保险待遇领取资格认证", "", "", ""),
            ("开通新账户", bank, "", "1", "银行开户申请书", "new_account"),
            ("变更待遇发放账户", unit, "待遇发放账户变更", "2,3", "", "old_account,new_account"),
        )
        for name, office, item, after, papers, fields in parts:
            actions.add_part(
                joint=joint,
                by=by,
                at=at,
                name=name,
                office=office,
                item=items.get(item),
                after=after,
                papers=papers,
                fields=fields,
            )
        self.joint = Joint.objects.get(pk=joint.pk)

    def _window(self) -> Office:
        """A county may have a bureau of the same kind, but the city's own has the window."""
        units = [unit.office.pk for unit in self.world.units if unit.theme == "人社"]
        windows = Office.objects.filter(unit__in=units, kind=OfficeKind.WINDOW)
        return windows.select_related("unit").order_by("id")[0]

    def _submit(self, at: datetime, far: float, life: Life) -> None:
        """`far`: how many of its steps it comes to."""
        matter = actions.submit_matter(
            by=Actor.public(),
            at=at,
            joint=self.joint,
            name=person_name(self.rng),
            phone=phone(self.rng),
            answers={"reason": "卡丢了", "new_account": "6222021800000000000"},
        )
        if far:
            life.after(at, 20, lambda then: self._accept(matter, then, far, life))

    def _accept(self, matter: Matter, at: datetime, far: float, life: Life) -> None:
        by = self.world.actor(self.joint.window_id, Role.HANDLER)
        matter = actions.receive_papers(matter=matter, by=by, at=at, papers="全部")
        matter = actions.accept_matter(matter=matter, by=by, at=at)
        if far >= 1:
            life.after(at, 6, lambda then: self._work(matter, then, far, life))

    def _work(self, matter: Matter, at: datetime, far: float, life: Life) -> None:
        """The first open task is done, then the next, until the matter ends."""
        task = (
            matter.tasks.filter(state=TaskState.OPEN).select_related("part", "office").order_by("id").first()
        )
        if task is None:
            return
        partner = task.office.body_kind == BodyKind.PARTNER
        by = (
            self.world.actor(self.joint.window_id, Role.HANDLER)
            if partner
            else self.world.actor(task.office_id, Role.UNIT_HEAD)
        )
        actions.finish_task(task=task, by=by, at=at, result=f"{task.part.name}已办好。")
        if far > 1:
            life.after(at, 6, lambda then: self._work(matter, then, far, life))
