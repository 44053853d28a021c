"""The Ed25519 key that signs seals: one file outside the database, readable by its owner only."""

import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)


class NoSealKey(RuntimeError):
    """There is no key to seal with, or it is not fit; the sentence says what to do."""


def new_key(path: Path) -> str:
    """Make a key, with mode 0600; an existing file is never overwritten. The public key in hexadecimal."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise NoSealKey(f"{path} 已存在。如要更换密钥，请先把旧文件移走并妥善保存。") from None
    with os.fdopen(handle, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return public_hex(key)


def load_key(path: Path) -> Ed25519PrivateKey:
    """The key to seal with."""
    problem = key_problem(path)
    if problem:
        raise NoSealKey(problem)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSealKey(f"{path} 不是 Ed25519 密钥。")
    return key


def key_problem(path: Path) -> str:
    """Why this file cannot serve, in Chinese; "" where it can."""
    if not path.is_file():
        return f"没有封签密钥 {path}。请运行 bihuan audit seal --new-key 生成，并另行备份。"
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        return f"封签密钥 {path} 可被他人读取。请运行 chmod 600 {path}。"
    return ""


def public_hex(key: Ed25519PrivateKey) -> str:
    """The public half: 64 hexadecimal digits, named in every seal."""
    return key.public_key().public_bytes_raw().hex()


def signature_holds(public_key: str, signature: str, text: str) -> bool:
    """Whether the owner of this public key signed this text."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True
