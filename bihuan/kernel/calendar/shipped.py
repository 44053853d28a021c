"""The calendar as it ships: a YAML file per year with its notice, and the regulation for the years that have none yet."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bihuan.kernel.calendar.statutory import provisional_year
from bihuan.kernel.calendar.years import Year, read_year

DATA = Path(__file__).resolve().parent / "data"


@cache
def published_years() -> Mapping[int, Year]:
    """The years whose notice ships, read once per process."""
    years = (read_year(path.read_text(encoding="utf-8")) for path in sorted((DATA / "years").glob("*.yaml")))
    return {year.year: year for year in years}


@cache
def regulation() -> Mapping[str, Any]:
    """The statutory holidays, and the days of the festivals."""
    said: Mapping[str, Any] = yaml.safe_load((DATA / "statutory.yaml").read_text(encoding="utf-8"))
    return said


def all_years(own: Mapping[int, Year]) -> dict[int, Year]:
    """Every year of the calendar: the city's own notice first, then the shipped one, then what the regulation alone gives."""
    provisional = {year: provisional_year(year, regulation()) for year in regulation()["festivals"]}
    return dict(sorted({**provisional, **published_years(), **own}.items()))
