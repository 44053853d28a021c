"""Who is told when a reporter is told: the contact, else the reporter, where they want SMS and left a mobile number."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from bihuan.domain.cases.choices import Identity, ReporterRole
from bihuan.domain.cases.models import Reporter
from bihuan.kernel.identifiers import is_mobile
from bihuan.kernel.notices.resolvers import Address, register_resolver


def reporters(ids: Collection[int], at: datetime) -> Mapping[int, Sequence[Address]]:
    """`reporter:<case id>`. A sealed one is told too: only the gateway sees the number. Anonymous ones left none, blanked ones have none."""
    rows = Reporter.objects.filter(
        case__in=ids, wants_sms=True, role__in=[ReporterRole.REPORTER, ReporterRole.CONTACT]
    ).exclude(case__identity=Identity.ANONYMOUS)
    found: dict[int, str] = {}
    # CONTACT sorts before REPORTER: whom to call, before who reported.
    for row in rows.order_by("case_id", "role"):
        if row.phone and is_mobile(row.phone):
            found.setdefault(row.case_id, row.phone)
    return {case: [Address(phone=phone, quiet=True)] for case, phone in found.items()}


register_resolver("reporter", reporters)
