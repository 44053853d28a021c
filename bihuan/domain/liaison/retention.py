"""How long visits, promises and what firms said of stewards keep their words. Who was paired with whom stays: it is the record."""

from bihuan.domain.liaison.choices import Noun
from bihuan.domain.liaison.models import Need, Pairing, PairingPlan, Promise, StewardRequest, Visit
from bihuan.kernel.retention.nouns import Retained

PERIOD = "cases.retention"
RETAINED = (
    Retained(Noun.VISIT, Visit, "ended_at", PERIOD, persons={"purpose": ""}),
    Retained(Noun.PROMISE, Promise, "ended_at", PERIOD),
    Retained(Noun.REQUEST, StewardRequest, "decided_at", PERIOD),
    # What firms said of their steward stands with the pairing.
    Retained(Noun.PAIRING, Pairing, "ended_on", PERIOD),
    Retained(Noun.PLAN, PairingPlan, "ended_at", PERIOD),
    Retained(Noun.NEED, Need, "case__ended_at", PERIOD),
)
