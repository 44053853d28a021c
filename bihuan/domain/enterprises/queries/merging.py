"""What a merge would do, before anybody does it."""

from bihuan.domain.enterprises.models import Enterprise
from bihuan.domain.enterprises.rules.merging import FILLED, Plan, Record, may_merge, plan_of
from bihuan.kernel.refusals import refuse_unless


def plan_merge(keep: Enterprise, drop: Enterprise) -> Plan:
    """Show what becomes of both records; writes nothing. Refused where they are two firms."""
    kept, dropped = record_of(keep), record_of(drop)
    refuse_unless(may_merge(kept, dropped))
    return plan_of(kept, dropped)


def record_of(enterprise: Enterprise) -> Record:
    """A firm with everything that hangs on it, as values; read anew."""
    enterprise = Enterprise.objects.get(pk=enterprise.pk)
    return Record(
        id=enterprise.pk,
        name=enterprise.name,
        merged=enterprise.merged_into_id is not None,
        values={key: getattr(enterprise, key) for key in FILLED},
        names=frozenset(enterprise.past_names.values_list("name", flat=True)),
        years=frozenset(enterprise.years.values_list("year", flat=True)),
        above_scale=frozenset(enterprise.above_scale.values_list("kind", "year")),
        contacts=frozenset(
            (one.pk, one.role, one.phone_hash or one.name, one.signs_in)
            for one in enterprise.contacts.filter(ended_on=None)
        ),
    )
