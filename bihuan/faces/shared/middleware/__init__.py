"""What happens around every view, outermost first: number, headers, edition, actor, refusals."""

from bihuan.faces.shared.middleware.actors import ActorMiddleware
from bihuan.faces.shared.middleware.bodies import BodyMiddleware
from bihuan.faces.shared.middleware.editions import EditionMiddleware
from bihuan.faces.shared.middleware.headers import HeadersMiddleware
from bihuan.faces.shared.middleware.idle import IdleMiddleware
from bihuan.faces.shared.middleware.numbers import NumberMiddleware
from bihuan.faces.shared.middleware.refusals import RefusalMiddleware

__all__ = [
    "ActorMiddleware",
    "BodyMiddleware",
    "EditionMiddleware",
    "HeadersMiddleware",
    "IdleMiddleware",
    "NumberMiddleware",
    "RefusalMiddleware",
]
