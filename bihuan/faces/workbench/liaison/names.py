"""What promises and pairings are called as lines of lists; kinds name themselves."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from bihuan.domain.liaison.queries import pairings_visible_to, promises_visible_to
from bihuan.faces.workbench.subjects import Named
from bihuan.kernel.access import Actor


def name_pairings(actor: Actor, ids: Collection[int]) -> Mapping[int, Named]:
    rows = pairings_visible_to(actor).filter(pk__in=ids).select_related("enterprise")
    return {
        row.pk: Named(
            f"包联：{row.enterprise.name}", reverse("workbench:enterprise", args=[row.enterprise.code])
        )
        for row in rows
    }


def name_promises(actor: Actor, ids: Collection[int]) -> Mapping[int, Named]:
    rows = promises_visible_to(actor).filter(pk__in=ids).select_related("enterprise", "text")
    return {
        row.pk: Named(
            f"对{row.enterprise.name}的承诺：{row.text.text[:40] if row.text else ''}",
            reverse("workbench:promise-by-id", args=[row.pk]),
            str(row.pk),
        )
        for row in rows
    }
