"""Time limits: what is promised against what the law gives, and how a promise is divided among its steps."""

from collections.abc import Iterator

from bihuan.domain.services.choices import DayUnit, ItemKind
from bihuan.domain.services.rules.checks.base import Check
from bihuan.domain.services.rules.comparing import in_working_days
from bihuan.domain.services.rules.content import ItemContent


class PromisedWithinLegal(Check):
    code = "promised_within_legal"
    sentence = "承诺时限不能超过法定时限"
    fix = "把承诺时限改到法定时限以内。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        same = item.legal_unit == item.promised_unit
        if item.legal_days is not None and same and item.promised_days > item.legal_days:
            yield f"法定 {item.legal_days} 天，承诺 {item.promised_days} 天"


class SameUnit(Check):
    code = "same_unit"
    sentence = "承诺时限和法定时限的单位要一致"
    fix = "都用工作日，或都用自然日，否则无法比较。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.legal_days is not None and item.legal_unit != item.promised_unit:
            yield f"法定按{DayUnit(item.legal_unit).label}，承诺按{DayUnit(item.promised_unit).label}"


class InstantIsSameDay(Check):
    code = "instant_is_same_day"
    sentence = "即办件应当天办结"
    fix = "承诺时限填 0；当天办不完的，改为承诺件。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.is_instant and item.promised_days > 0:
            yield f"承诺 {item.promised_days} 天"


class SameDayIsInstant(Check):
    code = "same_day_is_instant"
    sentence = "承诺当天办结的应是即办件"
    fix = "办件类型改为即办件，或写明承诺几天。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if not item.is_instant and item.promised_days == 0:
            yield ""


class PermitHasLegalLimit(Check):
    code = "permit_has_legal_limit"
    sentence = "行政许可应有法定办结时限"
    fix = "法律没有另行规定的，按《行政许可法》第四十二条填写。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.kind == ItemKind.PERMIT and item.legal_days is None:
            yield ""


class PermitHasSteps(Check):
    code = "permit_has_steps"
    sentence = "行政许可应有办理环节表"
    fix = "逐个写出受理、审查、决定等环节和各自的时限。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.kind == ItemKind.PERMIT and not item.steps:
            yield ""


class StepsWithinPromise(Check):
    code = "steps_within_promise"
    sentence = "各环节时限之和不能超过承诺时限"
    fix = "压缩环节时限，或改承诺时限。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        total, promised = (
            sum(step.days for step in item.steps),
            in_working_days(item.promised_days, item.promised_unit),
        )
        if total > promised:
            yield f"环节合计 {total} 个工作日，承诺 {promised} 个工作日"


class StepsNamedOnce(Check):
    code = "steps_named_once"
    sentence = "办理环节不能重名"
    fix = "合并重名的环节，或改名。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        names = [step.name for step in item.steps]
        yield from dict.fromkeys(name for name in names if names.count(name) > 1)


LIMITS: tuple[Check, ...] = (
    PromisedWithinLegal(),
    SameUnit(),
    InstantIsSameDay(),
    SameDayIsInstant(),
    PermitHasLegalLimit(),
    PermitHasSteps(),
    StepsWithinPromise(),
    StepsNamedOnce(),
)
