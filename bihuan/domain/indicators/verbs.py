"""What can be done with a number that the city says, in loop order. Proposing one makes it."""

from bihuan.domain.indicators import actions, rules
from bihuan.kernel.verbs import Verb, VerbTable

PUBLICATION_VERBS = VerbTable(
    "publication",
    (
        Verb("decide", "签发", actions.decide_publication, may=rules.may_decide),
        Verb("withdraw", "撤回", actions.withdraw_publication, may=rules.may_withdraw),
        Verb("correct", "更正", actions.correct_publication, may=rules.may_correct),
    ),
)
