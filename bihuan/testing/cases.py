"""Cases made ready for a verb: each function hands over a case in the state in which that verb is the next one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.utils.timezone import localtime

from bihuan.domain.cases import actions
from bihuan.domain.cases.choices import Boundary, ContactMeans, Difficulty, Identity, Outcome, RequestType
from bihuan.domain.cases.models import Case
from bihuan.domain.enterprises.models import Contact, Enterprise
from bihuan.domain.enterprises.queries import actor_of_contact
from bihuan.kernel.access import Actor
from bihuan.testing.city import MONDAY_MORNING, City

# What a reporter says when asked.
SOLVED = {"solved": True, "contact_confirmed": True, "satisfaction": "SATISFIED"}
UNSOLVED = {"solved": False, "contact_confirmed": False, "satisfaction": "DISSATISFIED"}


class Loop:
    """Walks a case along the straight path with the cast's hands, an hour of office time per step.

    `loop.until("complete")` is a case for which 办结 is the next step. Verbs beside the straight path have their way in `BRANCHES`.
    """

    STEPS = (
        "register",
        "accept",
        "dispatch",
        "acknowledge",
        "subdispatch",
        "acknowledge_section",
        "contact",
        "complete",
        "endorse",
        "strike_off",
        "follow_up",
        "closed",
    )

    # verb: up to which step the straight path leads, and what is done from there
    BRANCHES: ClassVar[dict[str, tuple[str, tuple[str, ...]]]] = {
        "approve": ("complete", ("grade_b", "complete", "endorse")),
        "rework": ("strike_off", ()),
        "accept_promise": ("complete", ("promise", "endorse")),
        "prove": ("complete", ("promise", "endorse", "accept_promise")),
        "resume_carried": ("complete", ("carry_over",)),
        "uphold": ("follow_up", ("say_no",)),
        "reopen": ("closed", ()),
        "unmerge": ("dispatch", ("merge",)),
        "conclude_transfer": ("dispatch", ("transfer",)),
    }

    def __init__(self, city: City, *, at: datetime = MONDAY_MORNING) -> None:
        self.city = city
        self.at = at
        self.firms: dict[str, Enterprise] = {}
        self.contacts: dict[str, Contact] = {}

    def actor(self, name: str) -> Actor:
        return self.city.actor(name, at=self.at)

    def contact(self, name: str) -> Actor:
        """Somebody of a firm, where the test has firms and contacts."""
        return actor_of_contact(self.contacts[name])

    def later(self, **delta: float) -> datetime:
        """Let time pass; the new moment."""
        self.at += timedelta(**(delta or {"minutes": 20}))
        return self.at

    def until(self, verb: str, **reported: Any) -> Case:
        """A case for which this verb is the next step."""
        verb, beside = self.BRANCHES.get(verb, (verb, ()))
        case = self.register(**reported)
        for step in (*self.STEPS[1 : self.STEPS.index(verb)], *beside):
            case = self.step(step, case)
        return case

    def register(self, **reported: Any) -> Case:
        reported.setdefault("content", "小区外施工围挡占了半边路，晚上没有灯，已经有人摔倒。")
        reported.setdefault("reporter", actions.Outsider(name="孙某某", phone="13800001234"))
        reported.setdefault("request_type", RequestType.COMPLAINT)
        reported.setdefault("programme", "DUAL_OPTIMISATION")
        reported.setdefault("channel", "PHONE")
        reported.setdefault("by", self.actor("liu_yang"))
        return actions.receive_case(at=self.later(), **reported)

    def step(self, step: str, case: Case) -> Case:
        """Take one step of the straight path."""
        return self._steps()[step](case)

    def _steps(self) -> dict[str, Callable[[Case], Case]]:
        def do(action: Callable[..., Case], who: str, **inputs: Any) -> Callable[[Case], Case]:
            return lambda case: action(case=case, by=self.actor(who), at=self.later(), **inputs)

        city = self.city
        call = do(
            actions.contact_reporter,
            "li_qiang",
            means=ContactMeans.PHONE,
            reached=True,
            gist="已告知办理人。",
        )
        write = do(actions.relay_message, "li_qiang", text="由我办理，有情况请留言。")
        return self._beside(do) | {
            "accept": do(actions.accept_case, "zhao_min"),
            "dispatch": do(
                actions.dispatch_case, "zhao_min", office=city.housing, instruction="请核实并答复。"
            ),
            "acknowledge": do(actions.acknowledge_case, "ma_li"),
            "subdispatch": do(actions.subdispatch_case, "ma_li", office=city.housing_permits),
            "acknowledge_section": do(actions.acknowledge_case, "li_qiang"),
            "contact": lambda case: call(case) if case.identity == Identity.NAMED else write(case),
            "complete": do(
                actions.complete_case,
                "li_qiang",
                outcome=Outcome.SOLVED,
                reply="围挡已后移三米并装了警示灯，依据施工许可要求整改完毕。",
            ),
            "endorse": do(actions.endorse_case, "gao_feng"),
            "strike_off": do(actions.strike_off_case, "zheng_kai", on_site=True, opinion="现场看过，属实。"),
            "follow_up": do(
                actions.follow_up_case,
                "wu_tong",
                **SOLVED,
                said="路好走了。",
            ),
        }

    def _beside(self, do: Callable[..., Callable[[Case], Case]]) -> dict[str, Callable[[Case], Case]]:
        """Steps beside the straight path."""
        in_a_week = localtime(self.at).date() + timedelta(days=7)
        return {
            "grade_b": do(actions.reclassify_case, "zhao_min", difficulty=Difficulty.B),
            "promise": do(
                actions.complete_case,
                "li_qiang",
                outcome=Outcome.PROMISED,
                reply="新围挡已订购，一周内更换。",
                promised_on=in_a_week,
            ),
            "accept_promise": do(actions.accept_promise, "zheng_kai", opinion="日期可以接受。"),
            "carry_over": do(
                actions.carry_over_case, "zhao_min", document="领导小组〔2026〕3号", reason="需列入明年预算。"
            ),
            "say_no": do(
                actions.follow_up_case,
                "wu_tong",
                **UNSOLVED,
                said="围挡又移回来了。",
            ),
            "merge": lambda case: actions.merge_case(
                case=case, by=self.actor("zhao_min"), at=self.later(), lead=self.until("complete")
            ),
            "transfer": do(
                actions.transfer_case,
                "zhao_min",
                basis=Boundary.STATUTORY,
                organ="市场监管 12315",
                acceptance_number="A-1",
            ),
        }
