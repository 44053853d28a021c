"""诉求分类: three levels, each level a category."""

import pytest

from bihuan.domain.cases import actions
from bihuan.domain.cases.queries.taxonomy import categories, category_for, find_categories, top_categories
from bihuan.kernel.calendar import day_of
from bihuan.kernel.parameters.values import value
from bihuan.kernel.refusals import NotVisible
from bihuan.kernel.verbs import PICKERS, InputKind, inputs_of
from bihuan.testing.city import MONDAY_MORNING


def test_every_level_is_a_category_and_fits_its_column():
    assert {"城乡建设", "城乡建设/安全生产", "城乡建设/安全生产/安全隐患"} <= set(categories())
    assert len(categories()) == len(set(categories()))
    assert max(map(len, categories())) <= 80
    assert len(top_categories()) == 15


def test_found_by_words_of_any_level():
    assert find_categories("安全隐患 城乡")[0] == "城乡建设/安全生产/安全隐患"
    assert find_categories("") == list(top_categories())


def test_only_what_is_in_the_table_is_taken():
    assert category_for("城乡建设") == "城乡建设"
    with pytest.raises(NotVisible):
        category_for("城乡建设/没有")


def test_triage_picks_from_it():
    asked = {one.name: one.input for one in inputs_of(actions.accept_case)}["category"]
    assert (asked.kind, asked.source) == (InputKind.PICK, "category")
    assert "category" in PICKERS


@pytest.mark.django_db
def test_every_open311_service_is_a_first_level():
    services = value("cases.open311_services", on=day_of(MONDAY_MORNING))
    assert set(services.values()) == set(top_categories())
