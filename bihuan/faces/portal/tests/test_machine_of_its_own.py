"""On the internet's machine only the portal is served: no address of the workbench is, and no page asks for one."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site
from django.template.loader import get_template
from django.test import Client
from django.urls import clear_url_caches, get_resolver

from bihuan import urls
from bihuan.faces.shared import urls as shared_urls

NAMED = re.compile(r"{%\s*url\s+['\"]([\w:-]+)['\"]")
USED = re.compile(r"{%\s*(?:extends|include)\s+['\"]([\w/.-]+)['\"]")
FORBIDDEN = re.compile(
    r'(?:href|action|src)="(/(?:work|dashboard|api|accounts|me/post|me/notices|pick)/[^"]*)'
)


def reload_urls() -> None:
    importlib.reload(shared_urls)
    importlib.reload(urls)
    clear_url_caches()


@pytest.fixture
def machine(settings: object, client: Client, db: None) -> Iterator[Client]:
    faces = list(site.FACES)
    site.FACES = ["portal"]
    reload_urls()
    yield client
    site.FACES = faces
    reload_urls()


def served_names() -> set[str]:
    """Every name that this machine can reverse, with its namespace."""
    found: set[str] = set()

    def walk(resolver: object, prefix: str) -> None:
        for pattern in resolver.url_patterns:
            if hasattr(pattern, "url_patterns"):
                inside = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
                walk(pattern, inside)
            elif pattern.name:
                found.add(prefix + pattern.name)

    walk(get_resolver(), "")
    return found


def templates_of_the_portal() -> dict[str, str]:
    """The portal's own templates and all that they extend or include: name → text."""
    folder = Path(__file__).parents[1] / "templates"
    waiting = [str(path.relative_to(folder)) for path in folder.rglob("*.html")]
    waiting += ["shared/offline.html", "shared/error.html", "429.html"]
    texts: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name not in texts:
            texts[name] = Path(get_template(name).template.origin.name).read_text()
            waiting += USED.findall(texts[name])
    return texts


@pytest.mark.parametrize(
    "path", ["/work/", "/work/cases/", "/dashboard/", "/api/v1/cases", "/accounts/login/", "/me/notices/"]
)
def test_no_address_of_another_face_is_served(machine: Client, path: str) -> None:
    assert machine.get(path).status_code == 404


def test_its_templates_name_only_what_it_serves(machine: Client) -> None:
    names = served_names()
    missing = {
        (template, name)
        for template, text in templates_of_the_portal().items()
        for name in NAMED.findall(text)
        if name not in names
    }
    assert not {pair for pair in missing if not is_guarded(*pair)}


def is_guarded(template: str, name: str) -> bool:
    """`{% url … as address %}` answers nothing instead of failing."""
    text = templates_of_the_portal()[template]
    return bool(re.search(rf"{{%\s*url\s+['\"]{re.escape(name)}['\"][^%]*\bas\s+\w+\s*%}}", text))


@pytest.mark.parametrize(
    "path", ["/", "/report/", "/track/", "/answers/", "/nowhere/", "/offline/", "/healthz"]
)
def test_its_pages_open_and_lead_nowhere_else(machine: Client, path: str) -> None:
    answer = machine.get(path)
    assert answer.status_code == (404 if path == "/nowhere/" else 200)
    assert FORBIDDEN.findall(answer.content.decode()) == []
