"""Keys of age: with the public one backups are made, with the private one they are read.

The files are those of the program `age`, which reads our backups as well.
"""

from __future__ import annotations

import os
from pathlib import Path

import pyrage
from django.conf import settings
from pyrage import x25519

from .refusing import Refused

_PRIVATE, _PUBLIC = "AGE-SECRET-KEY-", "age1"


def make_pair(path: Path) -> Path:
    """Write a private key, and beside it the public one; return where that is."""
    identity = x25519.Identity.generate()
    public = path.with_name(f"{path.name}.pub")
    for place in (path, public):
        if place.exists():
            raise Refused(f"{place} 已经存在，不覆盖：丢了私钥，用它加密的备份就再也打不开。")
    _write(path, f"# public key: {identity.to_public()}\n{identity}\n")
    _write(public, f"{identity.to_public()}\n")
    return public


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)


def recipients() -> list[x25519.Recipient]:
    """Return for whom backups are encrypted; nobody when no key is set."""
    if not settings.BACKUP_KEY_FILE:
        return []
    path = Path(settings.BACKUP_KEY_FILE)
    found = []
    for line in _lines(path):
        if line.startswith(_PRIVATE):
            found.append(_identity(path, line).to_public())
        else:
            found.append(_recipient(path, line))
    return found


def identities(path: Path | None) -> list[x25519.Identity]:
    """Return the private keys in a file, or in that of the settings."""
    path = path or (Path(settings.BACKUP_KEY_FILE) if settings.BACKUP_KEY_FILE else None)
    if path is None:
        raise Refused("这个备份是加密的，请用 --key 指明私钥文件。")
    found = [_identity(path, line) for line in _lines(path) if line.startswith(_PRIVATE)]
    if not found:
        raise Refused(f"{path} 里只有公钥，打不开备份；请用 --key 指明私钥文件。")
    return found


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise Refused(f"读不了密钥文件 {path}：{error.strerror}。") from error
    lines = [line for line in map(str.strip, text.splitlines()) if line and line[0] != "#"]
    if not lines:
        raise Refused(f"密钥文件 {path} 里没有密钥；用 manage.py backup_key 制作一对。")
    return lines


def _identity(path: Path, line: str) -> x25519.Identity:
    try:
        return x25519.Identity.from_str(line)
    except pyrage.IdentityError:
        raise Refused(f"{path} 里的密钥不完整或有误，请换用完好的一份。") from None


def _recipient(path: Path, line: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(line)
    except pyrage.RecipientError:
        raise Refused(
            f"{path} 不是备份用的密钥文件：每行应当是 {_PUBLIC} 开头的公钥"
            f"或 {_PRIVATE} 开头的私钥；用 manage.py backup_key 制作一对。"
        ) from None
