"""申请剔除 and its decision."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction

from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.models import Case
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.excluding import may_decide_exclusion, may_request_exclusion
from bihuan.domain.organisations.choices import Role
from bihuan.kernel.access import Actor
from bihuan.kernel.approvals.actions import ask_approval, decide_approval
from bihuan.kernel.approvals.models import Approval
from bihuan.kernel.approvals.queries import asked_approval
from bihuan.kernel.attachments.actions import attach
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.notes.actions import note_ref
from bihuan.kernel.refusals import Malformed, refuse_unless
from bihuan.kernel.verbs import files, note, verdict


def request_exclusion(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    reason: Annotated[str, note("剔除理由", "写明依据，会公布剔除的件数")],
    evidence: Annotated[Sequence[Attachment], files("证明材料")] = (),
) -> Case:
    """申请剔除: asked with reason and evidence; the case itself goes on as before."""
    if not reason.strip() or not evidence:
        raise Malformed(
            "incomplete",
            "剔除要有理由和证明材料。",
            "请写明理由并上传材料。",
            fields={"reason" if not reason.strip() else "evidence": "请补充。"},
        )
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_request_exclusion(facts_of(case, by), by))
        attach(attachments=evidence, subject=case.subject, item="exclusion", at=at)
        asked = ask_approval(
            kind="exclusion",
            subject=case.subject,
            holder=case.office.key,
            role=Role.ARBITER,
            by=by,
            at=at,
            reason=reason,
        )
        data = {"reason": note_ref(asked.reason), "files": [a.pk for a in evidence]}
        record_step(case, "request_exclusion", by=by, at=at, data=data)
        return case


def decide_exclusion(
    *,
    case: Case,
    by: Actor,
    at: datetime,
    seen: int | None = None,
    granted: Annotated[bool, verdict("同意剔除")],
    answer: Annotated[str, note("审批意见")] = "",
) -> Case:
    """审批剔除: yes or no, by another person than the asker."""
    with transaction.atomic():
        case = lock_case(case, seen=seen)
        refuse_unless(may_decide_exclusion(facts_of(case, by), by))
        asked = asked_approval(case.subject, kind="exclusion")
        return _decide(case, asked, by=by, at=at, granted=granted, answer=answer)


def decide_exclusion_approval(
    *, approval: Approval, by: Actor, at: datetime, granted: bool, answer: str
) -> Approval:
    """The same decision, from the one queue of approvals."""
    decide_exclusion(
        case=Case.objects.get(pk=approval.subject_id), by=by, at=at, granted=granted, answer=answer
    )
    approval.refresh_from_db()
    return approval


def _decide(case: Case, asked: Approval, *, by: Actor, at: datetime, granted: bool, answer: str) -> Case:
    decided = decide_approval(approval=asked, by=by, at=at, granted=granted, answer=answer)
    case.excluded_at = at if granted else None
    data = {"granted": granted} | ({"answer": note_ref(decided.answer)} if decided.answer else {})
    record_step(case, "decide_exclusion", by=by, at=at, data=data)
    return case
