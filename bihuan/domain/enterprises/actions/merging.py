"""Make two records of one firm one, as planned."""

from datetime import datetime, timedelta

from django.db import transaction

from bihuan.domain.enterprises.models import AboveScale, Enterprise, EnterpriseName
from bihuan.domain.enterprises.queries.gates import enterprise_facts
from bihuan.domain.enterprises.queries.merging import plan_merge
from bihuan.domain.enterprises.rules.keeping import may_keep_register
from bihuan.domain.enterprises.rules.merging import Plan
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Changed, refuse_unless


def merge_enterprises(*, plan: Plan, by: Actor, at: datetime) -> Enterprise:
    """Do what was planned. Refused where either record has changed since the plan was shown. The dropped record stays as a row and leads
    to the survivor; what other rooms wrote about it stays written, see `same_enterprise_ids`."""
    with transaction.atomic():
        rows = Enterprise.objects.select_for_update(of=("self",)).in_bulk(
            sorted([plan.keep_id, plan.drop_id])
        )
        keep, drop = rows[plan.keep_id], rows[plan.drop_id]
        refuse_unless(may_keep_register(enterprise_facts(keep), by))
        if plan_merge(keep, drop).digest != plan.digest:
            raise Changed("看过合并方案之后，企业信息有了变动。", "请重新查看合并方案。")
        _bring_together(keep, drop, plan, at)
        record(
            subject=keep.subject,
            event="enterprise.merge",
            by=by,
            at=at,
            data={
                "dropped": drop.name,
                "dropped_id": drop.pk,
                "plan": plan.digest,
                "takes": sorted(plan.takes),
            },
        )
        record(
            subject=drop.subject,
            event="enterprise.merged",
            by=by,
            at=at,
            data={"into": keep.name, "into_id": keep.pk, "plan": plan.digest},
        )
    return keep


def _bring_together(keep: Enterprise, drop: Enterprise, plan: Plan, at: datetime) -> None:
    drop.merged_into, drop.merged_at = keep, at
    taken = {key: getattr(drop, key) for key in plan.takes}
    if "uscc" in taken:
        drop.uscc = None  # it is unique; the survivor bears it from now on
    drop.save()
    for key, value in taken.items():
        setattr(keep, key, value)
    keep.save()
    Enterprise.objects.filter(merged_into=drop).update(merged_into=keep)
    drop.years.filter(year__in=plan.adds_years).update(enterprise=keep)
    drop.contacts.filter(pk__in=plan.adds_contacts).update(enterprise=keep)
    AboveScale.objects.bulk_create(
        [AboveScale(enterprise=keep, kind=kind, year=year) for kind, year in plan.adds_above_scale]
    )
    yesterday = day_of(at) - timedelta(days=1)
    EnterpriseName.objects.bulk_create(
        [
            EnterpriseName(enterprise=keep, name=name, to_on=yesterday, was_own=False)
            for name in plan.adds_names
        ]
    )
