"""Back to the hotline, in its own columns: its number, where it stands, the words that may be told, and a delivery state."""

from collections.abc import Iterator
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bihuan.domain.cases.choices import Outcome, State
from bihuan.domain.cases.models import Case, Completion, ImportedReply

HOTLINE_HEAD = (
    "热线编号",
    "本系统编号",
    "来源系统",
    "标题",
    "诉求类型",
    "登记时间",
    "状态",
    "办理结果",
    "答复内容",
    "答复时间",
    "回传状态",
)
AT_ONCE = 500


def hotline_rows(cases: QuerySet[Case]) -> Iterator[tuple[Any, ...]]:
    """One row per case that came from a hotline, streamed. The caller has narrowed `cases` to what it may see; a sealed case shows its
    restated title, and an answer is handed back only when it was struck off on evidence."""
    signed = Completion.objects.filter(leg__case=OuterRef("pk"), refused_at=None).order_by("-id")
    imported = ImportedReply.objects.filter(case=OuterRef("pk"))
    told = cases.exclude(external_id="").annotate(
        answer=Coalesce(
            Subquery(imported.values("text__text")[:1]), Subquery(signed.values("reply__text")[:1])
        ),
        answered_at=Coalesce(Subquery(imported.values("replied_at")[:1]), "struck_off_at"),
    )
    for case in told.order_by("id").iterator(chunk_size=AT_ONCE):
        yield _row(case)


def _row(case: Any) -> tuple[Any, ...]:
    state = State(case.state)
    told = _may_be_told(case)
    return (
        "" if case.external_id.startswith("sha256:") else case.external_id,
        case.number,
        case.source,
        case.restated_title if case.is_sealed else case.title,
        case.get_request_type_display(),
        case.registered_at,
        state.label,
        Outcome(case.outcome).label if case.outcome else "",
        (case.answer or "") if told and not case.is_sealed else "",
        case.answered_at if told else None,
        _delivery(state, told),
    )


def _may_be_told(case: Case) -> bool:
    return case.state == State.ANSWERED or case.struck_off_at is not None


def _delivery(state: State, told: bool) -> str:
    """可回传: the hotline can close it on its side. 办理中: not yet. 已离开: it ended without a result of ours."""
    if state == State.ANSWERED:
        return "原平台已答复"
    if told:
        return "可回传"
    return (
        "办理中"
        if state
        not in {State.DECLINED, State.TRANSFERRED, State.MERGED, State.WITHDRAWN, State.VOID, State.CLOSED}
        else "已离开闭环"
    )
