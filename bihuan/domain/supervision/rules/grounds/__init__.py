"""情形: many small rules of one shape, in one list. A city weighs them, switches them off and adds its own as data.

A ground takes the incidents of one office, how much it had to do, and the terms of the day, and gives what it found. It knows no
database, no clock and no person: whose it was stands on the incident.
"""

from bihuan.domain.supervision.rules.grounds.counted import Counted, added
from bihuan.domain.supervision.rules.grounds.shape import Found, Ground, Terms, Volumes, findings
from bihuan.domain.supervision.rules.grounds.table import GROUNDS, ground_named

__all__ = [
    "GROUNDS",
    "Counted",
    "Found",
    "Ground",
    "Terms",
    "Volumes",
    "added",
    "findings",
    "ground_named",
]
