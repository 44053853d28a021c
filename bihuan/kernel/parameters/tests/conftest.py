"""A small catalogue beside the shipped one, and two system administrators."""

from pathlib import Path

import pytest

from bihuan.kernel.access import Actor, ActorKind
from bihuan.kernel.access.models import Person
from bihuan.kernel.parameters import overrides, values
from bihuan.kernel.parameters.catalogue import Catalogue
from bihuan.kernel.parameters.reading import read_catalogue, shipped

FILE = """
documents:
  hubei: {title: 某省营商环境投诉办法, number: 某发〔2023〕1号, status: active}
  guess: {title: 报纸第七版, number: 无, status: quarantined}
parameters:
  cases.accept:
    description: 受理时限
    unit: 工作日
    type: int
    min: 1
    max: 90
    keys: [programme, request_type]
    values:
      - from: 2021-01-01
        document: hubei
        value: 5
      - from: 2023-05-01
        document: hubei
        rows:
          - {value: 3}
          - {request_type: inquiry, value: 2}
          - {programme: dual, value: 4}
          - {programme: dual, request_type: inquiry, value: 1}
      - from: 2024-01-01
        document: guess
        value: 50
  cases.handle: {description: 办理时限, unit: 时限, type: limit, values: [{from: 2021-01-01, document: hubei, value: 15 wd}]}
  cases.share: {description: 占比, unit: 比率, type: ratio, values: [{from: 2021-01-01, until: 2022-12-31, status: expired, document: hubei, value: 0.05}]}
  cases.words: {description: 词, unit: 词, type: words, values: [{from: 2021-01-01, document: hubei, value: [轻生, 燃气泄漏]}]}
"""


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Catalogue:
    folder = tmp_path / "parameters"
    folder.mkdir()
    (folder / "cases.yaml").write_text(FILE, encoding="utf-8")
    catalogue = {**shipped(), **read_catalogue(tmp_path)}  # the calendar asks for its own
    for module in (values, overrides):
        monkeypatch.setattr(module, "shipped", lambda: catalogue)
    return catalogue


def administrator(username: str, name: str) -> Actor:
    person = Person.objects.create_person(username=username, name=name)
    return Actor(
        kind=ActorKind.PERSON,
        person_id=person.pk,
        name=name,
        keys=frozenset({"office:1", f"person:{person.pk}"}),
        roles=frozenset({"system_admin"}),
    )


@pytest.fixture
def cao_rui(db: None) -> Actor:
    return administrator("cao", "曹睿")


@pytest.fixture
def xie_min(db: None) -> Actor:
    return administrator("xie", "谢敏")
