"""The pages of the dashboard, one module per mechanism."""

from django.urls import URLPattern, URLResolver, path

from bihuan.faces.dashboard import (
    brief,
    hot_spots,
    imported,
    matters,
    needs,
    newspaper,
    overview,
    records,
    services,
    unit,
)

app_name = "dashboard"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("records/", records.records, name="records"),
    path("services/", services.service_records, name="service-records"),
    path("joint-matters/", matters.matter_records, name="matter-records"),
    path("needs/", needs.needs, name="needs"),
    path("brief/", brief.brief, name="brief"),
    path("imported/", imported.imported, name="imported"),
    path("unit/", unit.unit, name="unit"),
    path("hot-spots/", hot_spots.hot, name="hot-spots"),
    path("hot-spots/table/", hot_spots.hot_table, name="hot-spots-table"),
    path("newspaper/", newspaper.newspaper, name="newspaper"),
]
