"""How long cards, orders to supervise, interviews and circulars keep their words. Their official papers are the archive's."""

from bihuan.domain.supervision.models import Card, Circular, Interview, Outage, Supervision
from bihuan.kernel.retention.nouns import Retained

PERIOD = "cases.retention"
RETAINED = tuple(
    Retained(model.noun, model, "ended_at", PERIOD, papers=False)
    for model in (Card, Circular, Interview, Outage, Supervision)
)
