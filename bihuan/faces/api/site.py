"""The API as one thing: its routers, its problems, its OpenAPI document."""

from ninja import NinjaAPI

from bihuan import __version__
from bihuan.faces.api import (
    attachments,
    cases,
    firm,
    health,
    journal,
    liaison,
    publishing,
    reference,
    remedies,
    services,
    supervision,
    walkthroughs,
)
from bihuan.faces.api.auth import TokenAuth
from bihuan.faces.api.parsing import JsonParser
from bihuan.faces.api.problems import answer_problems

api = NinjaAPI(
    title="闭环 Bihuan",
    version=__version__,
    description="城市营商环境闭环平台的接口。错误为 RFC 9457 problem details；写操作带 If-Match 与 Idempotency-Key。",
    urls_namespace="api",
    auth=TokenAuth(),
    parser=JsonParser(),
)
answer_problems(api)
api.add_router("", health.router)
api.add_router("", cases.router)
api.add_router("", remedies.router)
api.add_router("", supervision.router)
api.add_router("", walkthroughs.router)
api.add_router("", services.router)
api.add_router("", attachments.router)
api.add_router("", liaison.router)
api.add_router("", firm.router)
api.add_router("", publishing.router)
api.add_router("", journal.router)
api.add_router("", reference.router)
