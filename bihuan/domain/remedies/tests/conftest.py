from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from bihuan.domain.organisations.queries import actor_for
from bihuan.domain.remedies import actions
from bihuan.domain.remedies.tests.parts import Rectifying
from bihuan.kernel.access import Actor
from bihuan.kernel.attachments.actions import receive_file
from bihuan.kernel.attachments.models import Attachment
from bihuan.kernel.documents.official import official_document
from bihuan.testing.cases import Loop
from bihuan.testing.city import seat


@pytest.fixture
def loop(city, settings, tmp_path) -> Loop:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    return Loop(city)


@pytest.fixture
def proof(loop) -> Callable[..., list[Attachment]]:
    """`proof("xu_hui")` is a paper that this member of the cast has uploaded."""

    def paper(who: str) -> list[Attachment]:
        content = official_document(
            title="退款回单", body=["已退。"], signed_by="市城管局", on=loop.at.date()
        )
        upload = ContentFile(content, name="proof.docx")
        return [receive_file(upload=upload, by=loop.actor(who), at=loop.at)]

    return paper


@pytest.fixture
def rectifying(loop, proof) -> Rectifying:
    return Rectifying(loop, proof)


@pytest.fixture
def colleague(loop) -> Actor:
    """冯雷, whom 赵敏 works beside: he may take back what she issued, and she what he did."""
    person, post = seat(
        username="feng", name="冯雷", office=loop.city.office, title="派单员", roles=["OFFICE"]
    )
    return actor_for(person, post, "workbench", at=loop.at)


@pytest.fixture
def upward(loop):
    """A draft of the housing bureau's permits section, with one case."""
    case = loop.until("contact")
    return actions.draft_upward(
        by=loop.actor("li_qiang"),
        at=loop.later(),
        title="自建房补办手续",
        superior="省住房和城乡建设厅",
        problem="政策不覆盖一九九八年以前的自建房。",
        request="请明确补办口径。",
        cases=[case],
    )


@pytest.fixture
def soon(loop):
    return (loop.at + timedelta(days=10)).date()
