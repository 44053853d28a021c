"""The two enterprises of the cast: 恒达 (industry, above-scale) and 新源 (small, in the county), and who signs in for them."""

from bihuan.domain.enterprises.choices import AboveScaleKind, ContactRole, SizeClass
from bihuan.domain.enterprises.models import AboveScale, Contact, Enterprise
from bihuan.kernel.identifiers import phone_digest
from bihuan.testing.city import MONDAY_MORNING, City


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


# name of the contact: whose, name, role, telephone
CONTACTS: dict[str, tuple[str, str, ContactRole, str]] = {
    "hengda_owner": ("hengda", "黄志远", ContactRole.MANAGER, "13807160001"),
    "hengda_clerk": ("hengda", "叶小敏", ContactRole.CLERK, "13807160002"),
    "xinyuan_owner": ("xinyuan", "彭大勇", ContactRole.LEGAL_REPRESENTATIVE, "13807160003"),
}


def make_contacts(city: City, firms: dict[str, Enterprise]) -> dict[str, Contact]:
    """Those who sign in: two of 恒达, who speaks for it and who handles its papers; one of 新源. Verified by the 双优化办."""
    return {
        name: Contact.objects.create(
            enterprise=firms[firm],
            name=said,
            role=role,
            phone=phone,
            phone_hash=phone_digest(phone),
            verified_at=MONDAY_MORNING,
            verified_by=city.person("zhao_min"),
        )
        for name, (firm, said, role, phone) in CONTACTS.items()
    }
