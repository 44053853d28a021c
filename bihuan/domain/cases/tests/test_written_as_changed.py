"""A step writes the columns that it changed, not the whole row."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.domain.cases.actions.steps import lock_case
from bihuan.domain.cases.models import Case
from bihuan.kernel.changed import remembered, save_changed
from bihuan.testing.cases import Loop

pytestmark = pytest.mark.django_db


def updates(asked) -> list[str]:
    return [one["sql"] for one in asked.captured_queries if one["sql"].startswith('UPDATE "cases_case"')]


def test_a_step_leaves_the_columns_alone_that_it_does_not_change(city):
    loop = Loop(city)
    case = loop.until("accept")
    with CaptureQueriesContext(connection) as asked:
        loop.step("accept", case)
    (update,) = updates(asked)
    assert '"state" = ' in update
    assert '"title" = ' not in update
    assert '"registered_at" = ' not in update


def test_nothing_changed_writes_nothing(city):
    case = lock_case(Loop(city).until("accept"))
    with CaptureQueriesContext(connection) as asked:
        save_changed(case)
    assert updates(asked) == []


def test_a_list_changed_in_place_is_a_change(city):
    case = lock_case(Loop(city).until("accept"))
    case.flags.append("燃气")
    save_changed(case)
    assert Case.objects.get(pk=case.pk).flags == ["燃气"]


def test_a_row_that_nobody_remembers_is_written_whole(city):
    case = Case.objects.get(pk=Loop(city).until("accept").pk)
    case.title = "新的标题"
    save_changed(case)
    assert Case.objects.get(pk=case.pk).title == "新的标题"


def test_what_was_written_is_remembered(city):
    case = remembered(Loop(city).until("accept"))
    case.title = "一"
    save_changed(case)
    with CaptureQueriesContext(connection) as asked:
        save_changed(case)
    assert updates(asked) == []
