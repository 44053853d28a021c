"""What a hotline's export may hold, and what its heads are called."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bihuan.domain.cases.choices import RequestType
from bihuan.kernel.calendar.moments import CITY_TIME
from bihuan.kernel.refusals import Malformed
from bihuan.kernel.sheets import Column, Fault, one_of, parse_moment, text

# The calendar knows the years from 2004 on; what is older has no due moment.
FIRST = datetime(2004, 1, 1, tzinfo=CITY_TIME)
LONGEST = 20_000

TYPES = {str(label): str(code) for code, label in RequestType.choices} | {
    "投诉举报": "COMPLAINT",
    "意见建议": "SUGGESTION",
    "求决": "REQUEST",
    "诉求": "REQUEST",
    "申诉": "COMPLAINT",
    "咨询类": "INQUIRY",
    "投诉类": "COMPLAINT",
    "感谢": "PRAISE",
}


def short(most: int) -> Callable[[Any], str]:
    """Text of one line, not longer than its column here."""

    def read(cell: Any) -> str:
        said = " ".join(text(cell).split())
        if len(said) > most:
            raise Malformed("too_long", f"超过 {most} 个字。")
        return said

    return read


def body(cell: Any) -> str:
    """Text of many lines; blank ones go."""
    said = "\n".join(line for line in text(cell).split("\n") if line)
    if len(said) > LONGEST:
        raise Malformed("too_long", f"超过 {LONGEST:,} 个字。")
    return said


def title(cell: Any) -> str:
    return " ".join(text(cell).split())[:120]


COLUMNS = (
    Column(
        "external_id",
        "编号",
        short(80),
        aliases=(
            "留言编号",
            "工单编号",
            "工单号",
            "受理编号",
            "热线编号",
            "诉求编号",
            "来件编号",
            "单号",
            "外部编号",
        ),
    ),
    Column(
        "title", "标题", title, aliases=("主题", "留言主题", "诉求标题", "工单标题", "事项标题", "问题标题")
    ),
    Column(
        "content",
        "内容",
        body,
        required=True,
        aliases=(
            "留言详情",
            "留言内容",
            "诉求内容",
            "反映内容",
            "来电内容",
            "问题描述",
            "工单内容",
            "诉求描述",
            "详情",
            "受理内容",
        ),
    ),
    Column(
        "registered_at",
        "登记时间",
        parse_moment,
        required=True,
        aliases=("留言时间", "受理时间", "来电时间", "诉求时间", "创建时间", "反映时间", "来件时间", "时间"),
    ),
    Column(
        "reply",
        "答复",
        body,
        aliases=(
            "答复意见",
            "答复内容",
            "回复内容",
            "办理结果",
            "处理结果",
            "办理情况",
            "回复意见",
            "反馈内容",
        ),
    ),
    Column(
        "replied_at",
        "答复时间",
        parse_moment,
        aliases=("回复时间", "办结时间", "反馈时间", "办理时间", "处理时间", "办理完成时间"),
    ),
    Column(
        "request_type",
        "诉求类型",
        one_of(TYPES),
        aliases=("工单类型", "事项类型", "留言类型", "类型", "诉求性质"),
    ),
    Column("category", "类别", short(80), aliases=("诉求类别", "一级标签", "问题分类", "分类", "留言领域")),
    Column(
        "name",
        "姓名",
        short(64),
        aliases=("来电人", "诉求人", "反映人", "留言用户", "留言人", "联系人", "市民姓名"),
    ),
    Column(
        "phone", "电话", short(32), aliases=("联系电话", "来电号码", "手机", "手机号", "联系方式", "主叫号码")
    ),
    Column("region_code", "地区代码", short(12), aliases=("区划代码", "行政区划代码")),
    Column("address", "地点", short(200), aliases=("地址", "事发地址", "事发地点", "诉求地址", "详细地址")),
)


def external_id_of(values: dict[str, Any]) -> str:
    """The other system's number; where it gives none, a digest of what was said and when."""
    if values["external_id"]:
        return str(values["external_id"])
    said = f"{values['registered_at'].isoformat()}\n{values['content']}"
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()[:40]}"


def faults_of(values: dict[str, Any], *, at: datetime) -> Iterator[Fault]:
    """The row as a whole: times that contradict each other."""
    asked, replied = values["registered_at"], values["replied_at"]
    if asked < FIRST:
        yield Fault("登记时间", "早于 2004 年，没有可用的工作日历。")
    if asked > at:
        yield Fault("登记时间", "晚于现在。")
    if replied is not None and replied < asked:
        yield Fault("答复时间", "早于登记时间。")
    if replied is not None and replied > at:
        yield Fault("答复时间", "晚于现在。")
    if replied is not None and not values["reply"]:
        yield Fault("答复", "有答复时间，却没有答复内容。")
