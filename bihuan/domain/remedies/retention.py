"""How long remedies keep persons and words. A discipline clue's letter names persons and goes with it; other papers are the archive's."""

from bihuan.domain.remedies.choices import Noun
from bihuan.domain.remedies.models import Campaign, DisciplineClue, LongTerm, Order, Upward
from bihuan.kernel.retention.nouns import Retained

PERIOD = "cases.retention"
RETAINED = (
    Retained(Noun.CLUE, DisciplineClue, "ended_at", PERIOD),
    *(
        Retained(model.noun, model, "ended_at", PERIOD, papers=False)
        for model in (Campaign, LongTerm, Order, Upward)
    ),
)
