"""Who reads the dashboard."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from bihuan.domain.organisations.choices import Role
from bihuan.domain.supervision.rules.common import SUPERVISORS
from bihuan.faces.shared.requests import Request
from bihuan.kernel.refusals import NotAllowed

HEADS = frozenset({str(role) for role in (Role.UNIT_HEAD, Role.UNIT_DEPUTY, Role.SECTION_HEAD, Role.DESK)})
LEADERS = frozenset({str(role) for role in SUPERVISORS})
READERS = HEADS | LEADERS | {str(Role.INSPECTOR), str(Role.EDITOR), str(Role.FOLLOW_UP)}
View = Callable[..., HttpResponse]


def readers(roles: frozenset[str] = READERS) -> Callable[[View], View]:
    """Signed in, in a post with one of the roles."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.has(*roles):
                raise NotAllowed(
                    "dashboard_not_yours", "您的岗位没有看板。", "看板给领导、双优化办和各单位负责人。"
                )
            return view(request, *args, **kwargs)

        return guarded

    return decorate
