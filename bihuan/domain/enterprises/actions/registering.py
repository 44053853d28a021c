"""Register, rename, keep up to date."""

from datetime import date, datetime, timedelta
from typing import Annotated

from django.db import transaction

from bihuan.domain.enterprises.actions.locks import lock_enterprise
from bihuan.domain.enterprises.choices import Standing
from bihuan.domain.enterprises.models import Enterprise, EnterpriseName
from bihuan.domain.enterprises.queries.gates import enterprise_facts
from bihuan.domain.enterprises.queries.industries import is_industry
from bihuan.domain.enterprises.rules.keeping import may_keep, may_register
from bihuan.domain.organisations.models import Region
from bihuan.domain.organisations.queries import day_of
from bihuan.kernel.access import Actor
from bihuan.kernel.fitting import refuse_unless_fits
from bihuan.kernel.identifiers import uscc as valid_uscc
from bihuan.kernel.journal import record
from bihuan.kernel.refusals import Malformed, WrongState, refuse_unless
from bihuan.kernel.verbs import choice, day, line, pick


def register_enterprise(
    *,
    by: Actor,
    at: datetime,
    name: Annotated[str, line("名称")],
    uscc: Annotated[str, line("统一社会信用代码", "暂不知道可以不写")] = "",
    region: Annotated[Region | None, pick("区域", "region")] = None,
    address: Annotated[str, line("地址")] = "",
    industry: Annotated[str, line("行业代码", "GB/T 4754，例如 C34")] = "",
    founded_on: Annotated[date | None, day("成立日")] = None,
) -> Enterprise:
    """Register a firm. Refused where its credit code is known already, with the firm that bears it."""
    refuse_unless(may_register(by))
    refuse_unless_fits(Enterprise, {"address": address})
    with transaction.atomic():
        enterprise = Enterprise.objects.create(
            uscc=_free_uscc(uscc),
            name=_named(name),
            region=region,
            address=address.strip(),
            industry=_industry(industry),
            founded_on=founded_on,
        )
        record(
            subject=enterprise.subject,
            event="enterprise.register",
            by=by,
            at=at,
            data={"name": enterprise.name, "uscc": enterprise.uscc},
        )
    return enterprise


def _named(name: str) -> str:
    if not name.strip():
        raise Malformed(fields={"name": "请写企业名称。"})
    refuse_unless_fits(Enterprise, {"name": name})
    return name.strip()


def _free_uscc(text: str) -> str | None:
    """The code in its one form, if it holds and nobody bears it."""
    if not text.strip():
        return None
    code = valid_uscc(text)
    other = Enterprise.objects.filter(uscc=code).first()
    if other is not None:
        raise Malformed(fields={"uscc": f"这个代码已登记为“{other.name}”。"}, enterprise=other.code)
    return code


def _industry(text: str) -> str:
    code = text.strip().upper()
    if code and not is_industry(code):
        raise Malformed(fields={"industry": f"没有行业代码 {code}。"})
    return code


def rename_enterprise(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    name: Annotated[str, line("新名称")],
    seen: int | None = None,
) -> Enterprise:
    """Rename a firm; the old name is kept with its last day, yesterday, and still finds it."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep(enterprise_facts(enterprise), by))
        was, new = enterprise.name, _named(name)
        if was == new:
            raise WrongState("enterprise_name_same", "新名称与现名称相同。")
        EnterpriseName.objects.create(enterprise=enterprise, name=was, to_on=day_of(at) - timedelta(days=1))
        enterprise.name = new
        enterprise.save(update_fields=["name"])
        record(
            subject=enterprise.subject,
            event="enterprise.rename",
            by=by,
            at=at,
            data={"was": was, "name": new},
        )
    return enterprise


def update_enterprise(
    *,
    enterprise: Enterprise,
    by: Actor,
    at: datetime,
    uscc: Annotated[str, line("统一社会信用代码", "只在原来没有或录错时填写")] = "",
    region: Annotated[Region | None, pick("区域", "region")] = None,
    address: Annotated[str | None, line("地址")] = None,
    industry: Annotated[str, line("行业代码", "GB/T 4754，例如 C34")] = "",
    standing: Annotated[Standing | None, choice("经营状态")] = None,
    founded_on: Annotated[date | None, day("成立日")] = None,
    seen: int | None = None,
) -> Enterprise:
    """Keep a firm's data up to date; what is left out stays."""
    with transaction.atomic():
        enterprise = lock_enterprise(enterprise, seen=seen)
        refuse_unless(may_keep(enterprise_facts(enterprise), by))
        given = {
            "uscc": _free_uscc(uscc) if uscc.strip().upper() != enterprise.uscc else None,
            "region": region,
            "address": None if address is None else address.strip(),
            "industry": _industry(industry) or None,
            "standing": standing,
            "founded_on": founded_on,
        }
        refuse_unless_fits(Enterprise, {"address": address})
        changed = [key for key, new in given.items() if new is not None and new != getattr(enterprise, key)]
        if not changed:
            raise WrongState("nothing_changed", "没有改动。", "请修改后再保存。")
        for key in changed:
            setattr(enterprise, key, given[key])
        enterprise.save(update_fields=changed)
        data = {"changed": sorted(changed)} | ({"uscc": enterprise.uscc} if "uscc" in changed else {})
        record(subject=enterprise.subject, event="enterprise.update", by=by, at=at, data=data)
    return enterprise
