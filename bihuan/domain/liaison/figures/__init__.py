"""The figures of 十问十帮. `docs/figures.md` lists them; they are asked like those of cases.

Keys: as cases have them for needs, and `aspect:<code>`, `industry:<C34>`, `region:<code>`; visits `kind:<code>`; of pairings none.
"""

from bihuan.domain.liaison.figures.keeping import COVERAGE, KEEPING
from bihuan.domain.liaison.figures.needing import NEED_DAYS, NEEDING
from bihuan.kernel.figures import register_figures

MEASURES = {measure.code: measure for measure in (*NEEDING, *KEEPING)}
register_figures(*(measure.figure for measure in MEASURES.values()), NEED_DAYS, *COVERAGE)
