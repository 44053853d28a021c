#!/usr/bin/env python3
"""Verify a file made by `bihuan audit export FILE`, with the standard library alone: verify_export.py FILE

It checks that positions are gap-free, that every entry's hash is over its text and the hash before it of the same subject, that the
text says which entry it is, and that the Merkle root (RFC 9162, SHA-256) agrees with every seal in the file. Then it prints the root of
each seal: compare one with a seal that you kept yourself. Ed25519 is not in the standard library: check a seal's signature over its
`text` with any tool, e.g. `openssl pkeyutl -verify`. Exit code 0: all holds. 1: the first thing that does not is named.
"""

import hashlib
import json
import sys
from pathlib import Path


class Broken(Exception):
    """What does not hold."""


class Log:
    """The Merkle tree hash over the entries so far."""

    def __init__(self):
        self.size, self.pieces = 0, []  # (level, hash) of complete subtrees, largest first

    def append(self, leaf):
        level, hashed = 0, hashlib.sha256(b"\0" + leaf).digest()
        while self.pieces and self.pieces[-1][0] == level:
            hashed = hashlib.sha256(b"\1" + self.pieces.pop()[1] + hashed).digest()
            level += 1
        self.pieces.append((level, hashed))
        self.size += 1

    def root(self):
        if not self.pieces:
            return hashlib.sha256(b"").hexdigest()
        root = self.pieces[-1][1]
        for _, left in reversed(self.pieces[:-1]):
            root = hashlib.sha256(b"\1" + left + root).digest()
        return root.hex()


def check_entry(entry, log, ends):
    """Its position follows; its text says its algorithm, subject and number; its hash holds on to the one before."""
    said = json.loads(entry["text"])
    subject = f"{said['subject_kind']}:{said['subject_id']}"
    where = f"position {entry['position']}, {subject} #{said['seq']}"
    if entry["position"] != log.size + 1:
        raise Broken(f"{where}: expected position {log.size + 1}")
    seq, before = ends.get(subject, (0, ""))
    if said["seq"] != seq + 1 or entry["prev_hash"] != before:
        raise Broken(f"{where}: does not follow #{seq} of its subject")
    if said["algorithm"] != entry["algorithm"]:
        raise Broken(f"{where}: the text names another algorithm")
    text = f"{entry['prev_hash']}\n{entry['text']}".encode()
    if hashlib.new(entry["algorithm"], text).hexdigest() != entry["hash"]:
        raise Broken(f"{where}: the hash is not that of the text")
    ends[subject] = (said["seq"], entry["hash"])
    log.append(bytes.fromhex(entry["hash"]))


def verify(path):
    """Entries come first, then seals: so the roots at the sealed sizes are taken on a second reading."""
    with path.open(encoding="utf-8") as file:
        head = json.loads(file.readline())
        seals = [line["seal"] for line in map(json.loads, file) if "seal" in line]
    if head.get("format") != "bihuan-journal-1":
        raise Broken("not an export of this format")
    log, ends, roots, sizes = Log(), {}, {}, {seal["size"] for seal in seals}
    with path.open(encoding="utf-8") as file:
        file.readline()
        for line in map(json.loads, file):
            if "position" in line:
                check_entry(line, log, ends)
                if log.size in sizes:
                    roots[log.size] = log.root()
    if log.size != head["entries"]:
        raise Broken(f"{head['entries']} entries were exported, {log.size} are here")
    for seal in seals:
        said = json.loads(seal["text"])
        if (said["size"], said["root"], said["root"]) != (
            seal["size"],
            seal["root"],
            roots.get(seal["size"]),
        ):
            raise Broken(
                f"the seal of {seal['size']} entries says {seal['root']}, they hash to {roots.get(seal['size'])}"
            )
        print(f"seal   {seal['size']:>12} entries  {seal['at']}  {seal['root']}")
    print(f"holds  {log.size:>12} entries of {len(ends)} subjects  root {log.root()}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        verify(Path(sys.argv[1]))
    except (Broken, KeyError, ValueError, OSError) as problem:
        sys.exit(f"BROKEN: {type(problem).__name__} {problem}")
