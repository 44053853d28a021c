"""Questions: which enterprise, who may see it, how large it is, what a merge would do."""

from bihuan.domain.enterprises.queries.contacts import (
    actor_of_contact,
    colleague_of,
    colleagues_of,
    contact_signing_in,
    firm_of,
    knows_as_contact,
    signed_in_contact,
)
from bihuan.domain.enterprises.queries.gates import (
    contacts_for,
    enterprise_facts,
    enterprise_for,
    enterprises_visible_to,
    find_enterprises,
    firms_called_from,
    name_on,
    same_enterprise_ids,
    whom_to_call,
)
from bihuan.domain.enterprises.queries.industries import (
    find_industries,
    industries,
    industry_name,
    is_industry,
)
from bihuan.domain.enterprises.queries.keys import firm_key_for, firm_keys, live_keys, speaks_still
from bihuan.domain.enterprises.queries.merging import plan_merge
from bihuan.domain.enterprises.queries.size import size_class

__all__ = [
    "actor_of_contact",
    "colleague_of",
    "colleagues_of",
    "contact_signing_in",
    "contacts_for",
    "enterprise_facts",
    "enterprise_for",
    "enterprises_visible_to",
    "find_enterprises",
    "find_industries",
    "firm_key_for",
    "firm_keys",
    "firm_of",
    "firms_called_from",
    "industries",
    "industry_name",
    "is_industry",
    "knows_as_contact",
    "live_keys",
    "name_on",
    "plan_merge",
    "same_enterprise_ids",
    "signed_in_contact",
    "size_class",
    "speaks_still",
    "whom_to_call",
]
