"""Every figure of rosters, sittings, walks and findings, with its definition and its base. `organisations.counting` says how each is asked.

A key says of whom: `office:<id>` everything inside an office, `level:<code>` and `kind:<code>` for findings; several are joined with `+`.
What looks like theatre is left out as long as nobody has said that it was real; how much that is, is a figure of its own.
"""

from bihuan.domain.walkthroughs.figures.sitting import SITTING
from bihuan.domain.walkthroughs.figures.walking import WALKING
from bihuan.domain.walkthroughs.figures.yielding import YIELDING
from bihuan.kernel.figures import register_figures

TALLIES = {one.code: one for one in (*SITTING, *WALKING, *YIELDING)}
register_figures(*(one.figure for one in TALLIES.values()))
