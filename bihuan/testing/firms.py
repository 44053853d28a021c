"""The two enterprises of the cast: 恒达 (industry, above-scale) and 新源 (small, in the county)."""

from bihuan.domain.enterprises.choices import AboveScaleKind, SizeClass
from bihuan.domain.enterprises.models import AboveScale, Enterprise
from bihuan.testing.city import City


def make_firms(city: City) -> dict[str, Enterprise]:
    """恒达 in the city, above-scale since 2024; 新源 in the county."""
    hengda = Enterprise.objects.create(
        uscc="91421000MA49000019",
        name="恒达机械制造有限公司",
        region=city.regions["city"],
        industry="C34",
        size_class=SizeClass.MEDIUM,
    )
    xinyuan = Enterprise.objects.create(
        uscc="91421022MA49000028",
        name="新源食品有限公司",
        region=city.regions["county"],
        industry="C14",
        size_class=SizeClass.SMALL,
    )
    AboveScale.objects.bulk_create(
        AboveScale(enterprise=hengda, kind=AboveScaleKind.INDUSTRY, year=year) for year in (2024, 2025, 2026)
    )
    return {"hengda": hengda, "xinyuan": xinyuan}
