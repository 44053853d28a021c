"""How long handlings, ratings and joint matters keep who it was and what was said."""

from bihuan.domain.services.choices import Noun
from bihuan.domain.services.models import Handling, Matter, Rating, Task
from bihuan.kernel.retention.nouns import Retained

PERIOD = "cases.retention"
APPLICANT = {"applicant": "", "phone": ""}
RETAINED = (
    Retained(Noun.HANDLING, Handling, "finished_at", PERIOD, persons=APPLICANT),
    Retained(Noun.MATTER, Matter, "ended_at", PERIOD, persons=APPLICANT),
    Retained(Noun.TASK, Task, "ended_at", PERIOD),
    Retained(Noun.RATING, Rating, "ended_at", PERIOD),
)
