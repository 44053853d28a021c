"""Seals: signed statements of how many entries there were and what they hash to. Published, so that outsiders can keep them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from bihuan.kernel.bulk import insert_rows
from bihuan.kernel.journal.canonical import canonical, moment_text
from bihuan.kernel.journal.keys import load_key, new_key, public_hex, signature_holds
from bihuan.kernel.journal.log import KEPT_LEVEL, leaves_between, tree_of
from bihuan.kernel.journal.merkle import GrowingTree
from bihuan.kernel.journal.models import Node, Seal
from bihuan.kernel.journal.places import place
from bihuan.kernel.journal.readers import lock_mark

READER = "seals"
STEP = 10_000
PER_SEAL = 200_000  # one transaction seals no more: on SQLite everyone else waits for it


@dataclass(frozen=True, slots=True)
class SignedSeal:
    """A seal as it is published and kept by outsiders. `text` is what is signed and says all the rest."""

    size: int
    root: str
    at: str
    text: str
    signature: str
    public_key: str

    @classmethod
    def of(cls, seal: Seal) -> "SignedSeal":
        return cls(seal.size, seal.root, moment_text(seal.at), seal.text, seal.signature, seal.public_key)

    @classmethod
    def read(cls, published: Mapping[str, Any]) -> "SignedSeal":
        """From the JSON of `/api/v1/seals`; raises KeyError where a part is missing."""
        return cls(**{name: published[name] for name in cls.__slots__})

    def json(self) -> dict[str, Any]:
        return asdict(self)

    def holds(self) -> bool:
        """Whether it is signed by the key that it names, and says what its parts say."""
        said = {"at": self.at, "public_key": self.public_key, "root": self.root, "size": self.size}
        return signature_holds(self.public_key, self.signature, self.text) and json.loads(self.text) == {
            **said,
            "tree": "sha256",
        }


def seal_journal(*, at: datetime) -> list[Seal]:
    """Seal everything that has been placed since the last seal; the new seals, none where nothing happened. Safe to repeat."""
    key = sealing_key()
    placed = place()
    seals = []
    while seal := _seal_some(key, placed, at):
        seals.append(seal)
    return seals


def sealing_key() -> Ed25519PrivateKey:
    """The key of this installation. Outside production a missing one is made on the spot."""
    if not settings.PRODUCTION and not settings.SEAL_KEY_FILE.exists():
        new_key(settings.SEAL_KEY_FILE)
    return load_key(settings.SEAL_KEY_FILE)


def _seal_some(key: Ed25519PrivateKey, placed: int, at: datetime) -> Seal | None:
    with transaction.atomic():
        mark = lock_mark(READER)
        if mark.position >= placed:
            return None
        tree = tree_of(mark.position)
        _grow(tree, min(placed, mark.position + PER_SEAL))
        mark.position = tree.size
        mark.save(update_fields=["position"])
        seal = signed(key, tree, at)
        seal.save(force_insert=True)
        return seal


def _grow(tree: GrowingTree, size: int) -> None:
    kept: list[tuple[int, int, str]] = []

    def keep(level: int, index: int, hashed: bytes) -> None:
        if level >= KEPT_LEVEL:
            kept.append((level, index, hashed.hex()))

    while tree.size < size:
        tree.extend(leaves_between(tree.size, min(tree.size + STEP, size)), keep)
    insert_rows(Node, ("level", "index", "hash"), kept)


def signed(key: Ed25519PrivateKey, tree: GrowingTree, at: datetime) -> Seal:
    """The statement about a tree, signed, not yet written."""
    root, public_key = tree.root().hex(), public_hex(key)
    text = canonical({"at": at, "public_key": public_key, "root": root, "size": tree.size, "tree": "sha256"})
    signature = key.sign(text.encode()).hex()
    return Seal(size=tree.size, root=root, at=at, text=text, signature=signature, public_key=public_key)


def seals_after(size: int, limit: int = 100) -> list[SignedSeal]:
    """The next seals by size, as published."""
    return [SignedSeal.of(seal) for seal in Seal.objects.filter(size__gt=size).order_by("size")[:limit]]
