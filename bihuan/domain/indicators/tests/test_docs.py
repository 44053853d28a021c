"""The page of figures is what the registry says."""

from bihuan.domain.indicators.management.commands.figures import PAGE, page


def test_the_page_of_figures_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "Run `bihuan figures --write` and commit."
