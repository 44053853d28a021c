"""Each night the job reads what is due, not what is old: every noun has an index of what is still to be blanked."""

import pytest
from django.db import connection

from bihuan.kernel.retention.models import to_blank
from bihuan.kernel.retention.nouns import Retained, all_retained
from bihuan.kernel.retention.queries import kept
from bihuan.testing.city import MONDAY_MORNING

OWN = [noun for noun in all_retained() if "__" not in noun.ended]
each = pytest.mark.parametrize("noun", OWN, ids=lambda noun: noun.kind)


@each
def test_every_noun_that_ends_has_the_index(noun: Retained) -> None:
    found = [index for index in noun.model._meta.indexes if index.name.endswith("_to_blank")]
    assert [(one.fields, one.condition) for one in found] == [
        (wanted.fields, wanted.condition) for wanted in [to_blank("any", noun.ended)]
    ]


@each
@pytest.mark.django_db
@pytest.mark.skipif(
    connection.vendor == "postgresql", reason="of two indexes on an empty table its planner takes any"
)
def test_what_is_due_is_found_by_its_index(noun: Retained) -> None:
    due = kept(noun).filter(**{f"{noun.ended}__lt": MONDAY_MORNING}).order_by("retention_from")
    assert "_to_blank" in due.values_list("pk", "retention_from")[:500].explain()
