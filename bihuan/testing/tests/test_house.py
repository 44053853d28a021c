"""The papers say what the house is: pictures, tables and first lines are compared with the code."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text()
READMES = ("README.md", "README.zh-CN.md")


def test_the_picture_of_the_architecture_is_the_import_map() -> None:
    picture = ARCHITECTURE.split("```")[1].strip().splitlines()
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    assert picture == layers


def test_a_room_in_brackets_is_not_built_and_the_others_are() -> None:
    for line in ARCHITECTURE.split("```")[1].strip().splitlines():
        for room in line.split("|"):
            folder = ROOT / room.strip(" ()").replace(".", "/")
            assert folder.is_dir() is ("(" not in room), room


def test_every_part_of_the_kernel_has_its_paragraph() -> None:
    kernel = ROOT / "bihuan/kernel"
    parts = {path.parent.name for path in kernel.glob("*/__init__.py")}
    modules = {path.stem for path in kernel.glob("*.py")}
    told = set(re.findall(r"^\*\*(\w+)\*\* ", ARCHITECTURE, re.M))
    assert parts <= told <= parts | modules


def test_every_setting_is_explained_to_who_runs_it() -> None:
    asked = set(re.findall(r'"(BIHUAN_[A-Z_]+)"', (ROOT / "bihuan/settings.py").read_text()))
    explained = set(re.findall(r"BIHUAN_[A-Z_]+", (ROOT / "docs/operations.md").read_text()))
    assert asked - {"BIHUAN_DEMO", "BIHUAN_DEBUG"} <= explained


@pytest.mark.parametrize(
    "page", [*READMES, "docs/architecture.md", "docs/operations.md", "docs/security.md", "docs/api.md"]
)
def test_no_link_leads_nowhere(page: str) -> None:
    text = (ROOT / page).read_text()
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:bihuan|docs|script)/[\w./-]+)`", text)
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert missing + [path for path in named if not (ROOT / path).exists()] == []


def test_both_readmes_lead_to_the_same_places_by_the_same_commands() -> None:
    texts = [(ROOT / name).read_text() for name in READMES]
    for pattern in (r"\]\(([^)]+)\)", r"```\n(.*?)\n```", r"`([^`\n]+)`"):
        english, chinese = (set(re.findall(pattern, text, re.S)) - set(READMES) for text in texts)
        assert english == chinese


def test_every_verb_event_parameter_and_figure_stands_in_the_reference() -> None:
    # A process of its own: other tests register tables that no city has.
    checked = [sys.executable, "-m", "bihuan", "reference", "--check"]
    assert subprocess.run(checked, cwd=ROOT, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("script", ["setup", "demo", "test", "check", "bench", "faults"])
def test_every_script_says_first_what_it_does(script: str) -> None:
    shebang, sentence, *_ = (ROOT / "script" / script).read_text().splitlines()
    assert shebang.startswith("#!") and re.fullmatch(r"# [A-Z].{30,}\.?.*", sentence)


def test_no_page_carries_the_marks_of_a_merge() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    assert [page.name for page in pages if re.search(r"^(<{7} |>{7} )", page.read_text(), re.M)] == []
