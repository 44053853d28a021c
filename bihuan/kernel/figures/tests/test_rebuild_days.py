from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.kernel.access import Actor
from bihuan.kernel.figures import registry
from bihuan.kernel.figures.days import rebuild_days, series, value_by_of, value_from_days
from bihuan.kernel.figures.jobs import rebuild_open_days, rebuild_recent_days
from bihuan.kernel.figures.models import FigureDay
from bihuan.kernel.figures.periods import Period
from bihuan.kernel.figures.registry import Figure, figure_of, figures, register_figures
from bihuan.kernel.figures.tests.conftest import AT, RATE, YEAR
from bihuan.kernel.figures.values import Value
from bihuan.kernel.notes.models import Note

BY = Actor.calendar("figures")
Rows = list[tuple[object, ...]]


def rows() -> Rows:
    return list(
        FigureDay.objects.order_by("code", "of", "day").values_list(
            "code", "of", "day", "numerator", "denominator"
        )
    )


@pytest.mark.usefixtures("year_2023")
def test_thrown_away_and_rebuilt_they_are_the_same(figure: Figure) -> None:
    rebuild_days(figure=figure, period=YEAR, as_of=AT)
    before = rows()
    rebuild_days(figure=figure, period=YEAR, as_of=AT)
    assert rows() == before
    FigureDay.objects.all().delete()
    assert rebuild_days(figure=figure, period=YEAR, as_of=AT) == len(before) == 8
    assert rows() == before


@pytest.mark.usefixtures("year_2023")
def test_days_add_up_to_what_the_figure_says(figure: Figure) -> None:
    rebuild_days(figure=figure, period=YEAR, as_of=AT)
    for of in ("", "office:1", "office:2", "office:3"):
        assert value_from_days(figure, YEAR, of=of) == figure.value(YEAR, AT, of)
    may = Period.month(2023, 5)
    assert value_from_days(figure, may) == figure.value(may, AT, "") == Value(1, 2, "%")


@pytest.mark.usefixtures("year_2023")
def test_a_ranking_and_a_trend_are_one_query_each(
    figure: Figure, django_assert_num_queries: Callable[..., object]
) -> None:
    rebuild_days(figure=figure, period=YEAR, as_of=AT)
    with django_assert_num_queries(1):
        assert value_by_of(figure, YEAR, prefix="office:") == {
            "office:1": Value(1, 2, "%"),
            "office:2": Value(1, 2, "%"),
        }
    with django_assert_num_queries(1):
        trend = series(figure, YEAR.months())
    assert [value.denominator for _, value in trend] == [1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 1]
    assert series(figure, []) == []


@pytest.mark.usefixtures("year_2023")
def test_a_rebuild_leaves_other_days_alone(figure: Figure) -> None:
    rebuild_days(figure=figure, period=YEAR, as_of=AT)
    before = rows()
    rebuild_days(figure=figure, period=Period.month(2023, 5), as_of=AT)
    assert rows() == before


def test_the_job_begins_with_everything_and_then_keeps_up(
    figure: Figure, matter: Callable[..., Note], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = matter("2021-03-01", solved="2021-04-01")
    rebuild_recent_days(BY, AT)
    assert value_from_days(figure, Period.year(2021)) == Value(1, 1, "%")
    today = date(2024, 1, 15)
    matter(str(today - timedelta(days=1)))
    matter(str(today - timedelta(days=30)))
    rebuild_recent_days(BY, AT)
    assert value_from_days(figure, Period(today - timedelta(days=40), today)).denominator == 1
    rebuild_open_days(BY, AT)
    assert value_from_days(figure, Period(today - timedelta(days=40), today)).denominator == 2

    Note.objects.filter(pk=old.pk).update(erased_at=None)
    rebuild_open_days(BY, AT)
    assert value_from_days(figure, Period.year(2021)) == Value(1, 1, "%")  # too old to look at again
    monkeypatch.setattr(registry, "_registered", {figure.code: replace(figure, edition=2)})
    rebuild_recent_days(BY, AT)
    assert value_from_days(figure, Period.year(2021)) == Value(
        0, 1, "%"
    )  # its definition changed: everything is


def test_a_figure_whose_days_do_not_add_up_has_no_rows(figure: Figure, matter: Callable[..., Note]) -> None:
    matter("2023-05-01")
    assert rebuild_days(figure=replace(figure, days=None), period=YEAR, as_of=AT) == 0
    assert not FigureDay.objects.exists()


def test_a_code_is_registered_once_and_an_unknown_one_is_a_slip(figure: Figure) -> None:
    with pytest.raises(ValueError, match="twice"):
        register_figures(figure)
    with pytest.raises(LookupError, match=r"matters\.rate"):
        figure_of("matters.rat")


def test_every_figure_of_the_house_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    for figure in [RATE, *figures().values()]:
        assert figure.name and figure.base and figure.unit, figure.code
        assert figure.definition.endswith("。") and len(figure.definition) >= 10, figure.code
