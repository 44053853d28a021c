"""Services for everybody's systems: the catalogue with versions as a whole, handlings with their ratings, joint matters and tasks."""

from ninja import Router

from bihuan.faces.api.services import catalogue, rating, together

router = Router()
for _part in (catalogue, rating, together):
    router.add_router("", _part.router)
