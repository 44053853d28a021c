"""A service item as it should be: every field of the list filled in, no rule offended."""

from bihuan.domain.services.rules.content import (
    ItemContent,
    MaterialContent,
    QuestionContent,
    StepContent,
    WindowContent,
)

PERMIT = ItemContent(
    name="建筑工程施工许可证核发",
    kind="PERMIT",
    audience="FIRM",
    project_type="PROMISED",
    legal_days=7,
    promised_days=3,
    onsite_visits=1,
    visits_reason="须核验原件",
    online_depth="ACCEPT",
    conditions="已取得土地使用权。",
    basis="《中华人民共和国建筑法》第七条",
    result="建筑工程施工许可证",
    inquiry_line="0716-8000001",
    complaint_line="0716-8000002",
    steps=(StepContent("受理", 0), StepContent("审查", 2, "审查岗"), StepContent("决定", 1, "决定岗")),
    materials=(
        MaterialContent("施工许可申请表", form="FORM"),
        MaterialContent("营业执照", held_by="市场监管登记库", source="GOVERNMENT"),
        MaterialContent("授权委托书", necessity="CONDITIONAL", question="agent"),
    ),
    questions=(QuestionContent("agent", "是否委托他人办理？"),),
    windows=(WindowContent("housing-window", "工作日 8:30–12:00，14:30–17:30"),),
)
