"""Each night the job reads what is due, not what is old: every noun has an index of what is still to be blanked."""

import pytest
from django.db import connection

from bihuan.kernel.retention.nouns import Retained, all_retained
from bihuan.kernel.retention.queries import kept
from bihuan.testing.city import MONDAY_MORNING

OWN = [noun for noun in all_retained() if "__" not in noun.ended]


@pytest.mark.django_db
@pytest.mark.parametrize("noun", OWN, ids=lambda noun: noun.kind)
def test_what_is_due_is_found_by_its_index(noun: Retained) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # on an empty table the planner reads it whole
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
    due = kept(noun).filter(**{f"{noun.ended}__lt": MONDAY_MORNING}).order_by("retention_from")
    assert "_to_blank" in due.values_list("pk", "retention_from")[:500].explain()
