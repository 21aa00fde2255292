"""Reading a backup: nothing of it is used before all of it was read and every sum has held."""

from __future__ import annotations

import gzip
import hashlib
import os
import tarfile
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import pyrage

from . import keys
from .describing import (
    ABOUT,
    DATABASE,
    MANIFEST,
    MEDIA,
    About,
    Manifest,
    read_about,
    read_manifest,
    refuse_foreign,
)
from .places import require_space
from .refusing import Refused

_AGE, _GZIP = b"age-encryption.org/v1", b"\x1f\x8b"
_STEP = 1 << 20
# Descriptions are small; whatever says otherwise is none of ours.
_LONGEST_DESCRIPTION = 100_000_000
_BROKEN = "备份不完整，或被改动过，不能用。请换一份备份；有条件时先用校验和核对是否传坏了。"


@dataclass(frozen=True)
class Opened:
    """A backup unpacked into a folder: what it is, its sums, and where its files lie."""

    about: About
    manifest: Manifest
    database: Path
    media: dict[str, Path]


def opened(path: Path, work: Path, key: Path | None) -> Opened:
    """Unpack a backup; refuse it with a sentence when it is not whole or not for here."""
    try:
        with path.open("rb") as file, _plain(file, path, key) as plain:
            with gzip.GzipFile(fileobj=plain) as zipped:
                found = _unpacked(zipped, work)
                # What stands behind the tar belongs to the sums of gzip and age.
                while zipped.read(_STEP):
                    pass
            return found
    except FileNotFoundError:
        raise Refused(f"没有这个文件：{path}") from None
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Refused(_BROKEN) from error
    except OSError as error:
        raise Refused(
            f"读不了 {path}，或写不进 {work.parent}：{error.strerror or error}"
        ) from error


@contextmanager
def _plain(file: BinaryIO, path: Path, key: Path | None) -> Iterator[BinaryIO]:
    beginning = file.read(len(_AGE))
    file.seek(0)
    if beginning.startswith(_GZIP):
        yield file
    elif beginning == _AGE:
        with _decrypted(file, keys.identities(key)) as plain:
            yield plain
    else:
        raise Refused(f"{path} 不是本程序的备份，或文件开头已经损坏。")


@contextmanager
def _decrypted(file: BinaryIO, identities: list) -> Iterator[BinaryIO]:
    incoming, outgoing = os.pipe()
    failures: list[Exception] = []

    def decrypt() -> None:
        try:
            with os.fdopen(outgoing, "wb") as plain:
                pyrage.decrypt_io(file, plain, identities)
        except (pyrage.DecryptError, OSError) as error:
            failures.append(error)

    thread = threading.Thread(target=decrypt)
    thread.start()
    try:
        with os.fdopen(incoming, "rb") as plain:
            yield plain
    except (tarfile.TarError, EOFError, zlib.error, OSError):
        thread.join()
        if any("No matching keys" in str(failure) for failure in failures):
            raise Refused("这把私钥打不开这份备份：它是为另一把密钥加密的。") from None
        raise
    finally:
        thread.join()
    if failures:
        raise Refused(_BROKEN) from failures[0]


def _unpacked(zipped: BinaryIO, work: Path) -> Opened:
    with tarfile.open(fileobj=zipped, mode="r|") as tar:
        first = tar.next()
        if first is None or first.name != ABOUT:
            raise Refused("这不是本程序的备份。")
        data = _description(tar, first)
        about = read_about(data)
        refuse_foreign(about)
        require_space(work, about.bytes)
        sums, files = {ABOUT: hashlib.sha256(data).hexdigest()}, {}
        left = about.bytes
        while (member := tar.next()) is not None:
            if member.name == MANIFEST:
                manifest = read_manifest(_description(tar, member))
                if tar.next() is not None:
                    raise Refused(_BROKEN)
                break
            left -= member.size
            if left < 0 or not _is_expected(member) or member.name in sums:
                raise Refused(_BROKEN)
            files[member.name] = work / member.name
            sums[member.name] = _extract(tar, member, files[member.name])
        else:
            raise Refused(_BROKEN)
    if sums != manifest.members or DATABASE not in files:
        raise Refused(_BROKEN)
    database = files.pop(DATABASE)
    media = {name.removeprefix(MEDIA): place for name, place in files.items()}
    return Opened(about, manifest, database, media)


def _is_expected(member: tarfile.TarInfo) -> bool:
    """Tell whether a member is the database or a received file, and lies where it says."""
    parts = PurePosixPath(member.name).parts
    named = member.name == DATABASE or (member.name.startswith(MEDIA) and len(parts) > 1)
    return member.isreg() and named and ".." not in parts


def _description(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    if not member.isreg() or member.size > _LONGEST_DESCRIPTION:
        raise Refused(_BROKEN)
    return tar.extractfile(member).read()


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, place: Path) -> str:
    place.parent.mkdir(parents=True, exist_ok=True)
    digest, source = hashlib.sha256(), tar.extractfile(member)
    with place.open("wb") as target:
        while data := source.read(_STEP):
            digest.update(data)
            target.write(data)
    return digest.hexdigest()
