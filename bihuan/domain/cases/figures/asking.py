"""What the reporter says, and what the section says of itself beside it."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from bihuan.domain.cases.choices import Identity, Outcome
from bihuan.domain.cases.choices.kinds import CONTENT
from bihuan.domain.cases.figures.bases import due, heard, last_word
from bihuan.domain.cases.figures.counting import Measure, Rows, case_keys, dated, keys_by, told
from bihuan.domain.cases.models import Completion, FollowUp

NO_WORD = "承诺日在期内且已到的工单，减去剔除的、未访到的和匿名的（三者另列件数）；还没有回访的算在内。"


def _solved_by_word(rows: Rows, as_of: datetime) -> Rows:
    word, disputed = (Subquery(last_word(as_of).values(name)[:1]) for name in ("solved", "disputed_at"))
    said = told(rows, word=word, disputed=disputed).filter(word=True)
    return said.filter(Q(disputed=None) | Q(disputed__gt=as_of))


def _claimed(as_of: datetime) -> QuerySet[Completion]:
    signed = Q(endorsed_at__lte=as_of) | Q(approved_at__lte=as_of)
    return Completion.objects.filter(signed, leg__case=OuterRef("pk")).order_by("-id")


def _solved_by_claim(rows: Rows, as_of: datetime) -> Rows:
    return told(rows, claim=Subquery(_claimed(as_of).values("outcome")[:1])).filter(claim=Outcome.SOLVED)


def _claimed_only(rows: Rows, as_of: datetime) -> Rows:
    return _solved_by_claim(rows, as_of).exclude(pk__in=_solved_by_word(rows, as_of).values("pk"))


def _asked(as_of: datetime) -> Rows:
    rows = FollowUp.objects.filter(finished_at__lte=as_of, reached=True)
    rows = rows.filter(Q(case__excluded_at=None) | Q(case__excluded_at__gt=as_of))
    return dated(rows, "finished_at")


def _content(rows: Rows, as_of: datetime) -> Rows:
    undisputed = Q(disputed_at=None) | Q(disputed_at__gt=as_of)
    return rows.filter(undisputed, satisfaction__in=sorted(CONTENT))


def _unreached(as_of: datetime) -> Rows:
    return dated(FollowUp.objects.filter(finished_at__lte=as_of, reached=False), "finished_at")


def _anonymous(as_of: datetime) -> Rows:
    spoken = FollowUp.objects.filter(case=OuterRef("pk"), finished_at__lte=as_of, reached=True)
    return due(as_of).filter(~Exists(spoken), identity=Identity.ANONYMOUS)


ASKING = (
    Measure(
        code="cases.solved_by_reporter",
        name="解决率",
        definition="承诺日落在期内的工单，最近一次回访时反映人说已解决、之后也没有再说没有解决的占多少。",
        base=NO_WORD,
        rows=heard,
        above=_solved_by_word,
        keys=case_keys,
    ),
    Measure(
        code="cases.solved_by_claim",
        name="承办方自报解决率",
        definition="同一批工单，承办方审签的结果为“已解决”的占多少。与解决率并列，不代替它。",
        base=NO_WORD,
        rows=heard,
        above=_solved_by_claim,
        keys=case_keys,
    ),
    Measure(
        code="cases.claim_gap",
        name="自报与反映人口径之差",
        definition="同一批工单，承办方说已解决、反映人没有说已解决的占多少。",
        base=NO_WORD,
        rows=heard,
        above=_claimed_only,
        keys=case_keys,
    ),
    Measure(
        code="cases.satisfaction_rate",
        name="满意率",
        definition="期内访到的回访，反映人评价为基本满意及以上、之后没有再说没有解决的占多少；维持结果的不改变反映人的评价。",
        base="期内完成且访到的回访（含反映人自己在网上评价的），减去剔除的；一轮算一次。",
        rows=_asked,
        above=_content,
        case="case_id",
        keys=keys_by("case"),
    ),
    Measure(
        code="cases.unreached",
        name="未访到件数",
        definition="期内在三天的不同时段试了三次仍没有访到反映人的回访。",
        base="期内完成的回访。",
        rows=_unreached,
        unit="件",
        case="case_id",
        keys=keys_by("case"),
    ),
    Measure(
        code="cases.anonymous",
        name="匿名无法回访件数",
        definition="承诺日落在期内、匿名且没有留下联系办法的工单，不进解决率。",
        base="承诺日在期内且已到的工单。",
        rows=_anonymous,
        unit="件",
        keys=case_keys,
    ),
)
