"""A real browser for `journeys/browser`: Debian's Chromium, driven by Playwright, on a live server.

`page` is a phone or a desk (`page_size`); `signed_in(page, person)` opens a session without typing; `shoot(page, name)` renews a
picture of the docs when BIHUAN_SHOOT=1.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
)
REFUSED = re.compile(r"status of (409|412|422) ")
AXE = ROOT / "node_modules/axe-core/axe.min.js"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


def find_browser() -> str | None:
    """What BIHUAN_CHROMIUM names, else the first Chromium of this machine."""
    return os.environ.get("BIHUAN_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright  # heavy, and only browser tests need it

    path = find_browser()
    if path is None:
        pytest.skip("no Chromium here; script/test says so loudly")
    # Playwright runs an event loop in this thread; Django would refuse its queries for that alone.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium: Any, live_server: Any) -> Iterator[Callable[..., Any]]:
    """`page = open_page(size=PHONE)`: a visitor of their own, who fails the test when a page logs an error or asks another site."""
    contexts: list[Any] = []
    troubles: list[str] = []

    def open_one(*, person: Any = None, size: dict[str, int] = DESK, **options: Any) -> Any:
        context = chromium.new_context(base_url=live_server.url, viewport=size, locale="zh-CN", **options)
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_cookie(person, live_server.url)])
        page = context.new_page()
        watch(page, live_server.url, troubles)
        return page

    yield open_one
    for context in contexts:
        context.close()
    if troubles:
        pytest.fail("\n".join(troubles))


def watch(page: Any, server: str, troubles: list[str]) -> None:
    """Note what a page should not do: fail in a script, log an error, ask another site."""

    def asked(request: Any) -> None:
        if not request.url.startswith((server, "data:", "blob:")):
            troubles.append(f"elsewhere: {request.url}")

    def said(line: Any) -> None:
        # A browser asks for a site's icon by itself; that is no trouble of a page.
        # A form that comes back with 409, 412 or 422 says so in words; the browser logs the number all the same.
        if (
            line.type == "error"
            and not line.location["url"].endswith("/favicon.ico")
            and not REFUSED.search(line.text)
        ):
            troubles.append(f"console: {line.text} {line.location['url']}")

    page.on("request", asked)
    page.on("console", said)
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))


@pytest.fixture
def phone(chromium: Any) -> Iterator[Any]:
    """One phone through the whole test: its tabs come and go, its store and its cookies stay. Lost networks log errors: not counted."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)
    yield context
    context.close()


def kept_page(context: Any, url: str) -> Any:
    """A page that the service worker holds by now, ready for a lost network."""
    page = context.new_page()
    page.goto(url)
    for _ in range(100):  # the page's own policy forbids Playwright's polling function
        if page.evaluate("caches.open('pages').then(c => c.match(location.href)).then(Boolean)"):
            return page
        page.wait_for_timeout(100)
    raise AssertionError(f"the worker did not keep {url}")


def nothing_waits(page: Any) -> None:
    """The phone has sent what it had: the page or the worker, whichever woke first."""
    for _ in range(150):
        if not page.evaluate("window.unsent.list().then((items) => items.length)"):
            return
        page.wait_for_timeout(200)
    raise AssertionError("something still waits on the phone")


def overhang(page: Any) -> int:
    """By how many pixels the page is too wide."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return wide


def session_cookie(person: Any, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(person)
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key or "", "url": url}


def axe(page: Any) -> list[str]:
    """What axe finds on the page as it is now; an empty list is the aim."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found["violations"]]


def shoot(page: Any, name: str) -> None:
    """Renew `docs/images/NAME.png` with BIHUAN_SHOOT=1; otherwise only look."""
    picture = page.screenshot()
    if os.environ.get("BIHUAN_SHOOT"):
        folder = ROOT / "docs/images"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.png").write_bytes(picture)


def seen(found: Any) -> None:
    """There, or there in a moment: the page may still be on its way."""
    from playwright.sync_api import expect  # as above

    expect(found).to_be_visible()


def gone(found: Any) -> None:
    """No longer there, or gone in a moment."""
    from playwright.sync_api import expect  # as above

    expect(found).to_have_count(0)
