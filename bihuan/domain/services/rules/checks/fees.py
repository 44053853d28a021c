"""Fees and the lines to call."""

from collections.abc import Iterator

from bihuan.domain.services.choices import ItemKind
from bihuan.domain.services.rules.checks.base import Check
from bihuan.domain.services.rules.content import ItemContent


class NoFeeNoPayment(Check):
    code = "no_fee_no_payment"
    sentence = "不收费的不应支持网上支付"
    fix = "把支持网上支付改为否；确实收费的，写明标准和依据。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if not item.charges and item.online_payment:
            yield ""


class NoFeeNoStandard(Check):
    code = "no_fee_no_standard"
    sentence = "不收费的不应有收费标准或收费依据"
    fix = "删去标准和依据；确实收费的，改为收费。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if not item.charges and (item.fee.strip() or item.fee_basis.strip()):
            yield item.fee.strip()


class FeeHasStandard(Check):
    code = "fee_has_standard"
    sentence = "收费的应写明收费标准"
    fix = "写明收多少、怎样计算。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.charges and not item.fee.strip():
            yield ""


class FeeHasBasis(Check):
    code = "fee_has_basis"
    sentence = "收费的应写明收费依据"
    fix = "写明批准收费的文件；没有依据的，不能收费。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.charges and not item.fee_basis.strip():
            yield ""


class LinesDiffer(Check):
    code = "lines_differ"
    sentence = "咨询电话和投诉电话不能是同一个"
    fix = "投诉电话应由另一个科室接听。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        line = "".join(item.inquiry_line.split())
        if line and line == "".join(item.complaint_line.split()):
            yield line


class LinesAreGiven(Check):
    code = "lines_are_given"
    sentence = "应写明咨询电话和投诉电话"
    fix = "补上电话。"
    grave = False

    def finds(self, item: ItemContent) -> Iterator[str]:
        missing = [
            name
            for name, line in (("咨询电话", item.inquiry_line), ("投诉电话", item.complaint_line))
            if not line.strip()
        ]
        if missing:
            yield f"缺{'、'.join(missing)}"


class HasBasis(Check):
    code = "has_basis"
    sentence = "行政权力事项应有设定依据"
    fix = "写明法律、法规、规章的名称和条款。"

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.kind != ItemKind.PUBLIC_SERVICE and not item.basis.strip():
            yield ItemKind(item.kind).label


class HasConditions(Check):
    code = "has_conditions"
    sentence = "应写明受理条件"
    fix = "写明什么人、什么情况可以办；不符合的怎么办。"
    grave = False

    def finds(self, item: ItemContent) -> Iterator[str]:
        if not item.conditions.strip():
            yield ""


class HasResult(Check):
    code = "has_result"
    sentence = "行政许可和行政确认应写明办理结果"
    fix = "写明发什么证照或批文。"
    grave = False

    def finds(self, item: ItemContent) -> Iterator[str]:
        if item.kind in (ItemKind.PERMIT, ItemKind.CONFIRMATION) and not item.result.strip():
            yield ""


FEES: tuple[Check, ...] = (
    NoFeeNoPayment(),
    NoFeeNoStandard(),
    FeeHasStandard(),
    FeeHasBasis(),
    LinesDiffer(),
    LinesAreGiven(),
    HasBasis(),
    HasConditions(),
    HasResult(),
)
