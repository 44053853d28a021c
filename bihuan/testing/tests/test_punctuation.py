"""Chinese sentences on screens have full-width punctuation （，。：；？！）: in code, data and templates."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import bihuan

PACKAGE = Path(bihuan.__file__).parent
HAN = r"[\u4e00-\u9fff《》“”、]"
HALF_WIDTH = re.compile(rf"{HAN} ?[,;:!?()]|[,;:!?()](?=[\u4e00-\u9fff《“])|\x00[,;:] ?\x00")
# What has to be typed as it stands: the syntax of a YAML file.
TYPED = re.compile("“(名: 值|代码: 名称)”|name: 元旦, from_on: ")
NOT_OURS = {"tests", "vendor", "node_modules", "migrations", "__pycache__"}


def half_width(text: str) -> list[str]:
    """Where a half-width sign stands beside a Chinese one. `\\x00` is a value that is filled in."""
    if not re.search(r"[\u4e00-\u9fff]", text):
        return []
    text = TYPED.sub("", text)
    return [text[max(0, m.start() - 8) : m.end() + 8] for m in HALF_WIDTH.finditer(text)]


def ours(*suffixes: str) -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in suffixes and not NOT_OURS & set(path.relative_to(PACKAGE).parts)
    ]


def strings_of(source: str) -> Iterator[tuple[int, str]]:
    """Strings in code with their line; docstrings are for developers, raw strings are patterns."""
    tree, lines = ast.parse(source), source.encode().split(b"\n")
    docstrings = {
        node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr)
    }
    inside = {part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if node in docstrings or node in inside or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        if lines[node.lineno - 1][node.col_offset : node.col_offset + 1] not in b"rR":
            yield node.lineno, _text(node)


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return re.sub(r"\{\w+\}", "\x00", node.value) if isinstance(node.value, str) else ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "\x00" for part in node.values)


def values_of(node: yaml.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.ScalarNode):
        yield node.start_mark.line + 1, node.value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from values_of(item)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for item in pair:
                yield from values_of(item)


def test_in_code():
    found = [
        f"{path.relative_to(PACKAGE)}:{line} …{where}…"
        for path in ours(".py")
        for line, text in strings_of(path.read_text())
        for where in half_width(text)
    ]
    assert not found, "\n".join(found)


def test_in_data():
    found = [
        f"{path.relative_to(PACKAGE)}:{line} …{where}…"
        for path in ours(".yaml")
        for line, text in values_of(yaml.compose(path.read_text()))
        for where in half_width(text)
    ]
    assert not found, "\n".join(found)


def test_in_templates():
    found = [
        f"{path.relative_to(PACKAGE)}:{number} …{where}…"
        for path in ours(".html", ".txt")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        for where in half_width(re.sub(r"\{#.*?#\}", "", line))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("text", ["请核实,再办", "共3件(含并案)", "张某:您好", "{a}:{b}的答复", "好的, 收到"])
def test_it_sees_each_kind(text):
    assert half_width(re.sub(r"\{\w+\}", "\x00", text))


@pytest.mark.parametrize(
    "text", ["请核实，再办", "2026-01-01 09:30前", "GB/T 9704, 2012", "8:30–12:00，14:30起"]
)
def test_it_leaves_the_rest_alone(text):
    assert not half_width(text)
