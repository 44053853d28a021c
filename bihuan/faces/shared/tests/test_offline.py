"""The server's part of working offline."""

import pytest

from bihuan.faces.shared.offline import worker
from bihuan.faces.shared.offline.owners import owner_of
from bihuan.kernel.access import Actor


def test_the_token_comes_with_whose_session_it_is(signed_in, city, client):
    here = signed_in("wang_fang").get("/offline/token/").json()
    assert here["token"] and here["owner"] == owner_of(city.actor("wang_fang"))
    assert client.get("/offline/token/").json()["owner"] == ""


def test_an_owner_tells_nothing_and_differs_between_people(city):
    owners = {owner_of(city.actor(name)) for name in ("wang_fang", "li_qiang")}
    assert len(owners) == 2
    assert str(city.person("wang_fang").pk) not in {*owners}
    assert owner_of(Actor.public()) == ""


def test_the_worker_serves_the_whole_site_and_changes_with_its_files(client, db):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer.content.decode().startswith("const KEPT = ")


@pytest.mark.parametrize("name", worker.KEPT)
def test_every_file_that_is_kept_exists(name):
    """One that is missing would be asked for in vain at every start, and the form would stand there unstyled."""
    assert worker._content(name)


def test_a_face_keeps_what_its_own_forms_need():
    assert {"workbench/visit.js", "workbench/workbench.css", "portal/portal.js"} <= {*worker.KEPT}


def test_only_blank_pages_may_be_kept(client, db, signed_in):
    assert client.get("/offline/")["X-Offline"] == "page"
    assert "X-Offline" not in signed_in("wang_fang").get("/me/notices/")
