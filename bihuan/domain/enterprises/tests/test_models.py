"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction
from stdnum.cn import uscc

from bihuan.domain.enterprises.models import Enterprise
from bihuan.testing.city import MONDAY_MORNING


def test_the_cast_has_valid_codes(firms):
    assert all(uscc.is_valid(firm.uscc) for firm in firms.values())


def test_a_code_belongs_to_one_firm(hengda):
    with pytest.raises(IntegrityError), transaction.atomic():
        Enterprise.objects.create(uscc=hengda.uscc, name="别家")


def test_many_firms_may_be_without_a_code(db):
    first, second = (Enterprise.objects.create(name=name) for name in ("甲", "乙"))
    assert first.code != second.code == f"E{second.pk}"


def test_a_firm_is_not_merged_into_itself(hengda):
    hengda.merged_into, hengda.merged_at = hengda, MONDAY_MORNING
    with pytest.raises(IntegrityError), transaction.atomic():
        hengda.save()
