"""How often somebody may ask."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import QuerySet

from bihuan.faces.shared.models import RateWindow
from bihuan.faces.shared.rates import forget_rates, limit_rate
from bihuan.kernel.refusals import TooMany

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_the_next_one_is_told_when_to_come_back(db):
    for _ in range(3):
        limit_rate("report:1.2.3.4", 3, 3600, at=AT)
    with pytest.raises(TooMany) as refused:
        limit_rate("report:1.2.3.4", 3, 3600, at=AT + timedelta(minutes=20))
    assert refused.value.retry_after == 2400
    assert "40 分钟" in refused.value.help


def test_a_new_stretch_begins_anew(db):
    limit_rate("a", 1, 3600, at=AT)
    limit_rate("a", 1, 3600, at=AT + timedelta(hours=1))


def test_keys_do_not_count_for_each_other_and_are_not_stored(db):
    limit_rate("phone:13800001234", 1, 3600, at=AT)
    limit_rate("phone:13800005678", 1, 3600, at=AT)
    assert not RateWindow.objects.filter(digest__contains="1380000").exists()


def test_nothing_is_allowed_where_the_limit_is_nothing(db):
    with pytest.raises(TooMany):
        limit_rate("a", 0, 60, at=AT)


def test_old_stretches_are_forgotten(db):
    limit_rate("a", 1, 3600, at=AT)
    assert forget_rates(at=AT + timedelta(hours=12)) == 0
    assert forget_rates(at=AT + timedelta(days=3)) == 1


def test_who_comes_second_to_a_new_window_is_counted_and_not_refused(db, monkeypatch):
    limit_rate("token:1", 5, 60, at=AT)  # another process made the window just after we had looked for it
    looked = []
    update = QuerySet.update

    def first_look_finds_nothing(rows, **values):
        if rows.model is RateWindow and not looked:
            looked.append(rows)
            return 0
        return update(rows, **values)

    monkeypatch.setattr(QuerySet, "update", first_look_finds_nothing)
    limit_rate("token:1", 5, 60, at=AT)
    assert RateWindow.objects.get().count == 2
