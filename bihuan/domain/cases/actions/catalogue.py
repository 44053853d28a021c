"""派单目录: rows are added and ended, each with its document; a row is never rewritten, so that yesterday's suggestion stays explained."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from bihuan.domain.cases.models import DispatchRule, Precedent
from bihuan.domain.organisations.choices import Role
from bihuan.domain.organisations.models import Office, Region
from bihuan.kernel import journal
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import Limit, day_of
from bihuan.kernel.refusals import Malformed, NotAllowed, Refusal, WrongState, refuse_unless


def add_dispatch_rule(
    *,
    by: Actor,
    at: datetime,
    lead: Office,
    from_on: date,
    document: str,
    category: str = "",
    region: Region | None = None,
    respondent: Office | None = None,
    co_offices: Sequence[Office] = (),
    limit: Limit | None = None,
    precedent: Precedent | None = None,
) -> DispatchRule:
    """One more row from a day on. The row that said the same until now ends on the day before."""
    if not document.strip():
        raise Malformed(
            "no_document", "派单目录每一行都要有依据文件。", "", fields={"document": "请填写文号。"}
        )
    refuse_unless(may_keep_catalogue(by, lead))
    with transaction.atomic():
        same = _same(category, region, respondent).select_for_update().filter(from_on__lt=from_on)
        for old in same.order_by("id"):
            _end(old, until_on=from_on - timedelta(days=1), by=by, at=at)
        if _same(category, region, respondent).exists():
            raise WrongState(
                "rule_exists", "这一天起已有同样的目录行。", "请先终止原来的一行，或换一个启用日。"
            )
        rule = DispatchRule.objects.create(
            category=category,
            region=region,
            respondent=respondent,
            lead=lead,
            limit=str(limit or ""),
            from_on=from_on,
            document=document,
            precedent=precedent,
        )
        rule.co_offices.set(co_offices)
        said: dict[str, Any] = {
            "category": category,
            "lead": lead.code,
            "from_on": from_on,
            "document": document,
        }
        said |= {"region": region.code if region else "", "respondent": respondent.code if respondent else ""}
        journal.record(subject=rule.subject, event="dispatch_rule.add", by=by, at=at, data=said)
        return rule


def end_dispatch_rule(*, rule: DispatchRule, by: Actor, at: datetime, until_on: date) -> DispatchRule:
    """The row holds until this day and no longer."""
    with transaction.atomic():
        rule = DispatchRule.objects.select_for_update(of=("self",)).select_related("lead").get(pk=rule.pk)
        refuse_unless(may_keep_catalogue(by, rule.lead))
        if rule.until_on is not None and rule.until_on <= until_on:
            raise WrongState("rule_ended", "这一行已经终止。", "")
        if until_on < rule.from_on:
            raise Malformed(
                "before_start", "终止日早于启用日。", "", fields={"until_on": "请填启用日以后的日期。"}
            )
        return _end(rule, until_on=until_on, by=by, at=at)


def put_rule(precedent: Precedent, *, by: Actor, at: datetime) -> DispatchRule:
    """What a ruling decided, as a catalogue row from tomorrow on."""
    return add_dispatch_rule(
        by=by,
        at=at,
        category=precedent.category,
        region=precedent.region,
        respondent=precedent.respondent,
        lead=precedent.office,
        from_on=day_of(at) + timedelta(days=1),
        document=f"裁定 {precedent.case.number}",
        precedent=precedent,
    )


def may_keep_catalogue(actor: Actor, lead: Office) -> Refusal | None:
    """The catalogue is kept by the office or the arbiter of the area in which the lead lies."""
    area = frozenset(lead.line_keys) & actor.keys
    if actor.person_id is None or not actor.has(Role.OFFICE, Role.ARBITER) or not area:
        return NotAllowed("not_your_catalogue", "您不能维护这一行派单目录。", "请由该地派单办公室维护。")
    return None


def _same(category: str, region: Region | None, respondent: Office | None) -> QuerySet[DispatchRule]:
    """The row without an end that speaks of exactly this."""
    return DispatchRule.objects.filter(category=category, region=region, respondent=respondent, until_on=None)


def _end(rule: DispatchRule, *, until_on: date, by: Actor, at: datetime) -> DispatchRule:
    rule.until_on = until_on
    rule.save(update_fields=["until_on"])
    journal.record(subject=rule.subject, event="dispatch_rule.end", by=by, at=at, data={"until_on": until_on})
    return rule
