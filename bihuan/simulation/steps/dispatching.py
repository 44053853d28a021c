"""派单: down to the desk and the section, or back."""

from datetime import datetime

from bihuan.domain.cases import actions
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.queries import desk_of
from bihuan.kernel.refusals import WrongState
from bihuan.simulation.plans import Fate
from bihuan.simulation.steps.walking import Walking

TURNED_BACK = (Fate.RETURNED, Fate.OPEN_RETURNING, Fate.OPEN_ARBITRATED)


class Dispatching(Walking):
    """From the office to the section that handles it."""

    def dispatch(self, at: datetime) -> None:
        assert self.case is not None  # accepted
        self.case = actions.dispatch_case(
            case=self.case,
            by=self.by(self.area, Role.OFFICE),
            at=at,
            office=self.unit.office,
            instruction=self.rng.choice(
                [
                    "请核实并依规处理，答复反映人。",
                    "请三日内联系反映人，现场核实。",
                    "请牵头办理，需要协办的请提出。",
                ]
            ),
        )
        if self.fate is Fate.OPEN_DISPATCHED:
            return
        turned_back = self.fate in TURNED_BACK and self.tries == 0
        self.then(at, "turn_back" if turned_back else "acknowledge", 10, 200)

    def turn_back(self, at: datetime) -> None:
        """The desk says that it is another unit's; where it says so too late it keeps it."""
        assert self.case is not None  # dispatched
        self.tries = 1
        near = [unit for unit in self.world.units if unit.office.area_id == self.unit.office.area_id]
        others = [unit for unit in near if unit is not self.unit]
        if not others:
            return self.then(at, "acknowledge", 5, 30)
        self.proper = self.rng.choice(others)
        try:
            self.case = actions.return_case(
                case=self.case,
                by=self.by(desk_of(self.unit.office).pk, Role.DESK),
                at=at,
                proper=self.proper.office,
                clause=f"“三定”规定第四条：此类事项由{self.proper.office.short_name}负责。",
            )
        except WrongState:
            return self.then(at, "acknowledge", 5, 30)
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
