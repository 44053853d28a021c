"""Replies given elsewhere and imported: counted apart. Their moments are claims, and nobody here asked the reporter."""

from datetime import datetime
from typing import Any

from django.db.models import F

from bihuan.domain.cases.choices import ReplyKind
from bihuan.domain.cases.figures.counting import Keys, Measure, Rows, dated
from bihuan.domain.cases.models import ImportedReply
from bihuan.kernel.figures import Basis

BASE = "期内（按原平台的登记时间）导入的历史答复，截止日前已导入的。"


def _imported(as_of: datetime) -> Rows:
    return dated(ImportedReply.objects.filter(run__at__lte=as_of), "case__registered_at")


def _timed(as_of: datetime) -> Rows:
    return _imported(as_of).filter(late_minutes__isnull=False)


def _unknown(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(kind=ReplyKind.ACKNOWLEDGED)


def _claims(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(claims_done=True)


def _late(rows: Rows, as_of: datetime) -> Rows:
    return rows.filter(late_minutes__gt=0)


def _keys(as_of: datetime) -> Keys:
    keys: dict[str, Any] = {
        "area": F("case__office_id"),
        "programme": F("case__programme"),
        "source": F("case__source"),
    }
    return keys


IMPORTED = (
    Measure(
        code="imported.replies",
        name="导入的历史答复",
        definition="从其他平台导入、在那里已有答复的诉求。只作参考，不进化解率、解决率等任何一率。",
        base=BASE,
        rows=_imported,
        unit="件",
        basis=Basis.COHORT,
        case="case_id",
        keys=_keys,
    ),
    Measure(
        code="imported.outcome_unknown",
        name="只收悉或转办占比",
        definition="导入的答复里，只说已收悉、已转有关部门或正在核实的占多少：结果不明，不算解决。",
        base=BASE,
        rows=_imported,
        above=_unknown,
        basis=Basis.COHORT,
        case="case_id",
        keys=_keys,
    ),
    Measure(
        code="imported.claims_done",
        name="答复自称已办好占比",
        definition="导入的答复里，文字上自称已修复、已拆除、已退还等的占多少。只是自称，没有问过反映人。",
        base=BASE,
        rows=_imported,
        above=_claims,
        basis=Basis.COHORT,
        case="case_id",
        keys=_keys,
    ),
    Measure(
        code="imported.late_share",
        name="导入答复超期占比",
        definition="导入的答复里，按原平台的登记和答复时间算超过本系统承诺时限的占多少。时限：cases.limit.promise，按导入时所用的来源项目和诉求类型，每件的时限写在该件上。",
        base=BASE + "没有答复时间的不在内。",
        rows=_timed,
        above=_late,
        basis=Basis.COHORT,
        case="case_id",
        keys=_keys,
    ),
)
