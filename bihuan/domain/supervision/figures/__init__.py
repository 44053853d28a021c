"""Every figure of supervision, for leaders: rates with their volumes, never counts alone. `organisations.counting` says how each is asked.

A key says of whom: `office:<id>` everything inside an office, `area:<id>` the same; `colour:<code>` for cards, `rung:<code>` for orders;
several are joined with `+`. A part of a case lies in the office that holds it, an order in its addressee, a card in its section.
"""

from bihuan.domain.supervision.figures.consequences import CONSEQUENCE_FIGURES
from bihuan.domain.supervision.figures.late import LATENESS_FIGURES
from bihuan.domain.supervision.figures.quality import QUALITY_FIGURES
from bihuan.domain.supervision.figures.repeating import REPEATS
from bihuan.kernel.figures import register_figures

TALLIES = {one.code: one for one in (*LATENESS_FIGURES, *QUALITY_FIGURES, *CONSEQUENCE_FIGURES)}
register_figures(*(one.figure for one in TALLIES.values()), REPEATS.figure)
