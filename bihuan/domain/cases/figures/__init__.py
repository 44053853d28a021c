"""The figures of the loop. `docs/figures.md` lists them; `counting` says how each is asked and cut into days.

A key says of whom: `area:<id>` the office in charge at registration, `office:<id>` the unit that holds a part, `programme:<code>`,
`source:<name>` for imported replies. Several are joined with `+`; those are asked directly, day rows are kept for one at a time.
"""

from bihuan.domain.cases.figures.asking import ASKING
from bihuan.domain.cases.figures.clocks import CLOCKS
from bihuan.domain.cases.figures.imported import IMPORTED
from bihuan.domain.cases.figures.offices import OFFICES
from bihuan.domain.cases.figures.registering import REGISTERING
from bihuan.kernel.figures import register_figures

MEASURES = {measure.code: measure for measure in (*REGISTERING, *CLOCKS, *ASKING, *OFFICES, *IMPORTED)}
register_figures(*(measure.figure for measure in MEASURES.values()))
