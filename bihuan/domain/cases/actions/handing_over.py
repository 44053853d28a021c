"""承办人离任: a part names nobody who has left; the section assigns it again."""

from datetime import datetime

from django.db import transaction

from bihuan.domain.cases.actions.steps import lock_case, record_step
from bihuan.domain.cases.actions.telling import tell_holders
from bihuan.domain.cases.models import Case, Leg
from bihuan.domain.cases.rules.handling import may_vacate
from bihuan.domain.organisations.queries import posts_held
from bihuan.kernel.access import Actor
from bihuan.kernel.calendar import day_of
from bihuan.kernel.refusals import refuse_unless


def vacate_leg(*, leg: Leg, by: Actor, at: datetime) -> Case:
    """The handler holds no post in the part's unit any more: the name is taken off and the office is told. Clock and due moment stay;
    what the handler did until now stays in the chain and among the hands."""
    with transaction.atomic():
        case = lock_case(leg.case)
        leg = Leg.objects.select_related("office", "handler").get(pk=leg.pk)
        held = posts_held(leg.handler, on=day_of(at)) if leg.handler else []
        units = frozenset(post.office.unit_id for post in held)
        refuse_unless(
            may_vacate(is_open=leg.is_open and leg.handler is not None, unit=leg.office.unit_id, units=units)
        )
        said = {"office": leg.office.code, "leg": leg.pk, "handler": leg.handler_id}
        Leg.objects.filter(pk=leg.pk).update(handler=None)
        entry = record_step(case, "vacate", by=by, at=at, data=said)
        tell_holders(case, entry, [leg.office.key], at=at)
        return case
