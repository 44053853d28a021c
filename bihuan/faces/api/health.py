"""Whether it lives, and whether it can work."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from ninja import Router

from bihuan.faces.api.problems import declared
from bihuan.faces.api.shapes import Health, Seal
from bihuan.kernel.journal.seals import seals_after

router = Router(tags=["health"])


@router.get("/healthz", auth=None, response=Health, summary="活着")
def healthz(request: HttpRequest) -> dict[str, str]:
    """The process answers; no database is asked."""
    return {"status": "ok"}


@router.get("/readyz", auth=None, response=Health, summary="可以工作", openapi_extra=declared(503))
def readyz(request: HttpRequest, response: HttpResponse) -> dict[str, str]:
    """The database answers; 503 while it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"status": "ok"}


@router.get(
    "/seals", auth=None, response=list[Seal], summary="日志的签名根", openapi_extra=declared(422, 503)
)
def seals(request: HttpRequest, after: int = 0) -> list[dict[str, object]]:
    """Signed roots of the journal, oldest first: keep one, and `bihuan audit verify --seal FILE` proves that nothing before it changed."""
    return [seal.json() for seal in seals_after(max(0, min(after, 2**62)))]
