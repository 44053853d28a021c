"""script/demo says in a clear sentence what stands in its way."""

import importlib.machinery
import importlib.util
import json
import socket
import sys

import pytest
from django.conf import settings

SCRIPTS = settings.BASE_DIR / "script"


def script(name, monkeypatch):
    """A script as a module; its neighbours are found beside it."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    loader = importlib.machinery.SourceFileLoader(f"script_{name}", str(SCRIPTS / name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader.exec_module(module)
    return module


@pytest.fixture
def demo(monkeypatch, tmp_path):
    module = script("demo", monkeypatch)
    module.FOLDER = tmp_path / "demo"
    module.FOLDER.mkdir()
    monkeypatch.setenv("BIHUAN_DATABASE_URL", "sqlite:///nowhere")
    return module


@pytest.fixture
def options(demo, monkeypatch):
    """Only what was asked on the command line; nothing is started."""
    ran = []
    monkeypatch.setattr(demo, "run", lambda words: ran.append(words) or 0)

    def make(*words):
        monkeypatch.setattr(sys, "argv", ["script/demo", *words])
        return demo.arguments()

    make.ran = ran
    return make


@pytest.fixture
def refused(capsys):
    def says(do, *words):
        with pytest.raises(SystemExit) as ended:
            do()
        assert ended.value.code == 1
        said = capsys.readouterr().err
        assert "Traceback" not in said
        for word in words:
            assert word in said

    return says


def test_a_taken_port(demo, refused):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused(lambda: demo.refuse_taken_port(port), f"Port {port}", f"script/demo --port {port + 1}")


def test_a_second_demo_in_the_same_folder(demo, refused):
    held = demo.hold_folder()
    refused(demo.hold_folder, "Another script/demo runs", str(demo.os.getpid()))
    held.close()
    demo.hold_folder().close()


def test_no_disk(demo, refused, monkeypatch):
    monkeypatch.setattr(demo.shutil, "disk_usage", lambda path: demo.shutil._ntuple_diskusage(10, 9, 1))
    refused(demo.refuse_without_disk, "0 MB are free", "the demo needs 500 MB")


@pytest.mark.parametrize(
    "kept", ["small", json.dumps({"city": "small", "migrations": {"x/0001.py": "other"}})]
)
def test_a_city_of_an_older_edition_is_left_as_it_is(demo, options, refused, kept):
    mark = demo.Mark("sqlite:///nowhere")
    mark.path.write_text(kept)
    refused(lambda: demo.fill(options()), "another edition", "script/demo --fresh")
    assert mark.path.read_text() == kept
    assert not options.ran


def test_a_city_of_this_edition_goes_on_and_a_migration_that_came_since_is_applied(demo, options):
    mark = demo.Mark("sqlite:///nowhere")
    mark.finish("small")
    kept = json.loads(mark.path.read_text())
    kept["migrations"].popitem()
    mark.path.write_text(json.dumps(kept))
    demo.fill(options())
    assert [words[3] for words in options.ran] == ["migrate"]


def test_another_city_than_the_one_that_is_there(demo, options, refused):
    demo.Mark("sqlite:///nowhere").finish("small")
    refused(
        lambda: demo.fill(options("--city", "prefecture")),
        "holds the small city",
        "--fresh --city prefecture",
    )


def test_a_python_that_is_too_old(monkeypatch, refused):
    common = script("common.py", monkeypatch)
    monkeypatch.setattr(common.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(common.shutil, "which", lambda name: None)
    refused(common.find_python, "Python 3.9 is too old", "3.11 or newer")
