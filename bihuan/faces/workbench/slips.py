"""The 办理单 as a document to sign on paper."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from bihuan.domain.cases.queries import case_for
from bihuan.faces.shared.requests import Request
from bihuan.faces.shared.wording.dates import exact_words
from bihuan.faces.workbench.case_page import CasePage, case_page
from bihuan.faces.workbench.guards import staff
from bihuan.kernel.documents.slips import Box, slip

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@staff()
@require_safe
def case_slip(request: Request, number: str) -> HttpResponse:
    """The slip with what this actor may read; the boxes hold what was already written and room for the pen."""
    page = case_page(case_for(request.actor, number), request.actor, at=request.at)
    response = HttpResponse(slip_of(page), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{number}.docx"'
    response["Cache-Control"] = "no-store"
    return response


def slip_of(page: CasePage) -> bytes:
    """Facts, content, 拟办意见, 领导批示, 办理结果, signatures."""
    return slip(
        "工单办理单",
        _rows(page),
        _boxes(page),
        ["承办人", "科室负责人", "单位负责人", "核查人"],
        number=page.case.number or "",
    )


def _rows(page: CasePage) -> list[tuple[str, str]]:
    case, words = page.case, page.words
    reporters = "；".join(f"{r.role} {r.name} {r.phone}".strip() for r in page.seen.reporters)
    who = reporters or words["identity"]
    rows = [
        ("标题", page.seen.title),
        ("登记时间", exact_words(case.registered_at)),
        ("类型", words["kind"]),
        ("紧急程度", words["urgency"]),
        ("来源", f"{words['programme']} · {words['channel']}"),
        ("地区", case.region.name if case.region else ""),
        ("地点", page.seen.address),
        ("反映人", who),
        ("承办单位", page.handled_by),
        ("办理期限", exact_words(page.promised_at) if page.promised_at else ""),
    ]
    return [(label, text) for label, text in rows if text]


def _boxes(page: CasePage) -> list[Box]:
    instructions = [leg.instruction for leg in page.legs if leg.instruction]
    replies = [claim.reply for leg in page.legs for claim in leg.completions if not claim.refused]
    return [
        Box("诉求内容", page.seen.content, height_mm=40, signed=False),
        Box("拟办意见", "\n".join(dict.fromkeys(instructions)), height_mm=28),
        Box("领导批示", height_mm=28),
        Box("办理结果", replies[-1] if replies else "", height_mm=44),
    ]
