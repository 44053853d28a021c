"""How long sittings, walks and findings keep what people said. The leaders who sat and walked stay: they are the record."""

from bihuan.domain.walkthroughs.choices import Noun
from bihuan.domain.walkthroughs.models import Finding, Roster, Sitting, Walk
from bihuan.kernel.retention.nouns import Retained

PERIOD = "cases.retention"
RETAINED = (
    Retained(Noun.ROSTER, Roster, "ended_at", PERIOD),
    Retained(Noun.SITTING, Sitting, "ended_at", PERIOD),
    Retained(Noun.WALK, Walk, "ended_at", PERIOD),
    # Its case ends, not the finding itself; the title is taken from the same words.
    Retained(Noun.FINDING, Finding, "case__ended_at", PERIOD, persons={"title": "（已清除）"}),
)
