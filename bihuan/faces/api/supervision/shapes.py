"""What the API tells of supervision. What was written stands on the workbench's pages, for those who may read it; no person is named."""

from datetime import datetime

from ninja import Schema

from bihuan.faces.api.listed import Row
from bihuan.faces.api.shapes import DutyOut, Named


class CardRow(Row):
    """红黄牌。没有反映人，也没有责任人姓名。"""

    colour: str
    ground: str
    ground_name: str
    section: str
    unit: str
    incidents: int
    minutes: int
    lost_minutes: int
    served_at: datetime | None
    appeal_until: datetime | None
    effective_at: datetime | None
    expires_at: datetime | None


class OrderRow(Row):
    """督办单。"""

    rung: str
    title: str
    addressee: str
    unit: str
    cases: int
    issued_at: datetime | None
    replied_at: datetime | None
    ended_at: datetime | None


class InterviewRow(Row):
    """约谈；被约谈人不写姓名。"""

    title: str
    unit: str
    order: str
    place: str
    planned_at: datetime
    held_at: datetime | None
    ended_at: datetime | None


class CircularRow(Row):
    """通报。"""

    title: str
    letter: str
    office: str
    cards: int
    issued_at: datetime | None
    published_at: datetime | None


class OutageRow(Row):
    """平台故障登记。only_unit：只影响一个单位时它的代码。"""

    system: str
    from_at: datetime
    to_at: datetime
    only_unit: str
    opened_at: datetime


class OpenCard(CardRow):
    """台上的一张牌，等谁到什么时候。"""

    next: DutyOut | None


class OpenOrder(OrderRow):
    """台上的一张督办单，等谁到什么时候。"""

    next: DutyOut | None


class LateOut(Schema):
    """现在有超期未办的科室。worst：最久的一件，工作分钟；rung：已经督办到哪一级。"""

    section: Named
    unit: str
    parts: int
    worst: int
    since: datetime
    rung: str


class BoardOut(Schema):
    """督办台。"""

    late: list[LateOut]
    cards: list[OpenCard]
    orders: list[OpenOrder]


class IncidentOut(Schema):
    """一个红灯或问题。case：看得到的工单编号，看不到的是空的，这时只有月份，没有时间。"""

    kind: str
    kind_label: str
    section: str
    case: str
    at: datetime | None
    month: str
    counted: int
    counts: bool
    going_on: bool


class HeldOut(Schema):
    """针对我和我单位的。past：已经撤销或到期的牌。"""

    cards: list[CardRow]
    orders: list[OrderRow]
    interviews: list[InterviewRow]
    past: list[CardRow]
    incidents: list[IncidentOut]


class BarredOut(Schema):
    award: str
    name: str
    card: str
    colour: str
    until: datetime


class StandingOut(Schema):
    """现在计入的牌，以及因此不能参加的评选。"""

    office: str
    yellow: int
    red: int
    barred: list[BarredOut]


class ValueOut(Schema):
    """一个数：率有分子分母和百分数，没有分母的只有数。"""

    numerator: int
    denominator: int | None
    unit: str
    value: float | None


class HotSpotOut(Schema):
    """一个单位。is_few：到期件数少，率不宜比较。"""

    unit: Named
    is_few: bool
    late_share: ValueOut
    late_minutes: ValueOut
    false_share: ValueOut
    open_orders: ValueOut
    yellow_cards: ValueOut
    red_cards: ValueOut
    repeat_sections: ValueOut


class RepeatOut(Schema):
    """反复超期的科室：每个月计入的超期件数。"""

    section: Named
    months: dict[str, int]
    total: int


class HotSpotsOut(Schema):
    """督办热点：单位按超期率从高到低，件数少的在后。repeats：最多二十个；share：占同期有承办件到期的科室。"""

    office: str
    period: str
    units: list[HotSpotOut]
    repeats: list[RepeatOut]
    repeat_share: ValueOut
    office_late_share: ValueOut
    appeals_changed: ValueOut


class PublicCardOut(Schema):
    unit: str
    section: str
    ground: str
    colour: str
    effective_at: datetime
    expires_at: datetime | None


class PublicListingOut(Schema):
    unit: str
    title: str
    issued_at: datetime
    lifted_at: datetime | None


class PublicOut(Schema):
    """城市选择公开的挂牌督办和红黄牌。"""

    cards: list[PublicCardOut]
    listings: list[PublicListingOut]
