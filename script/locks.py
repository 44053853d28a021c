"""The locks hold what pyproject.toml asks for, with hashes, without addresses; needs no network."""

import re
import sys
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from common import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock")


def pins(name):
    """Package → pinned version."""
    text = (ROOT / name).read_text()
    return {
        canonicalize_name(package): version
        for package, version in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.M)
    }


def faults():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {
        "requirements.lock": project["project"]["dependencies"],
        "requirements-dev.lock": project["dependency-groups"]["dev"],
    }
    for lock, requirements in asked.items():
        yield from unmet(lock, requirements)
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    yield from (
        f"requirements-dev.lock: {name} is not {version}"
        for name, version in run.items()
        if dev.get(name) != version
    )
    yield from (f"{name} holds an address" for name in (*LOCKS, "package-lock.json") if holds_address(name))


def unmet(lock, requirements):
    held = pins(lock)
    for requirement in map(Requirement, requirements):
        version = held.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            yield f"{lock}: {requirement} is not met (held: {version})"


def holds_address(name):
    """Where packages come from is the machine's matter, never the lock's. (A link to a sponsor is no source.)"""
    return bool(
        re.search(r'"resolved"|--(extra-)?index-url|--find-links|@ (https?|file):', (ROOT / name).read_text())
    )


if __name__ == "__main__":
    found = list(faults())
    print(*found, sep="\n")
    sys.exit(1 if found else 0)
