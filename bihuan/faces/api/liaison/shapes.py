"""What the API tells of the nouns of 十问十帮. What was said stands on the workbench's pages, for those who may read it."""

from datetime import date, datetime

from ninja import Schema

from bihuan.faces.api.listed import Row


class PairingRow(Row):
    """结对。"""

    enterprise: str
    steward: str
    office: str
    reason: str
    from_on: date
    ended_on: date | None


class PlanRow(Row):
    """结对方案：预览的家数。"""

    office: str
    year: int
    firms: int
    stewards: int
    kept: int
    new: int
    changed: int
    short: int
    out: int
    made_at: datetime
    activated_at: datetime | None


class RequestRow(Row):
    """更换店小二申请；没有理由。"""

    enterprise: str
    asked_at: datetime
    decided_at: datetime | None


class VisitRow(Row):
    """走访、电话联系、检查。"""

    enterprise: str
    kind: str
    visitor: str
    office: str
    bureaus: list[str]
    purpose: str
    planned_for: datetime
    announced_at: datetime | None
    done_at: datetime | None


class PromiseRow(Row):
    """走访承诺。"""

    enterprise: str
    holder: str
    due_on: date
    ended_at: datetime | None


class NeedRow(Row):
    """企业问题：编号就是工单编号。"""

    enterprise: str
    aspect: str
    steward: str
    raised_at: datetime
    ended_at: datetime | None


class HelpRow(Row):
    """帮扶措施。"""

    aspect: str
    name: str
    measure: str
    provider: str
    condition: str
    ceiling: str
    document: str
    from_on: date
    ended_on: date | None


class ProjectRow(Row):
    """项目和它的里程碑。"""

    enterprise: str
    name: str
    is_big: bool
    stages: list[str]
    opened_at: datetime
    ended_at: datetime | None


class QuestionOut(Schema):
    place: int
    code: str
    aspect: str
    text: str
    kind: str
    options: list[str]
    asked_if: str
    asked_if_answer: str
    points_to_need: str


class EditionRow(Row):
    """十问的一版，连同它的问题：手机离线时照着问。"""

    name: str
    document: str
    from_on: date | None
    questions: list[QuestionOut]


class AspectOut(Schema):
    """十个方面之一；还没有命名的也在里面。"""

    code: str
    name: str
    place: int
    is_named: bool
