"""What co-handlers told the lead."""

from django.db.models import QuerySet

from bihuan.domain.cases.models import Answer, Case
from bihuan.domain.cases.queries.facts import facts_of
from bihuan.domain.cases.rules.co_handling import may_read_answers
from bihuan.kernel.access import Actor


def answers_for(case: Case, actor: Actor) -> QuerySet[Answer]:
    """The answers of this case that the actor may read: the lead's and the office's all, a co-handler's own."""
    answers = Answer.objects.filter(leg__case=case).select_related("leg__office", "text", "by").order_by("id")
    if may_read_answers(facts_of(case, actor), actor):
        return answers
    own = [int(key.partition(":")[2]) for key in actor.keys if key.startswith("office:")]
    return answers.filter(leg__office__in=own)
