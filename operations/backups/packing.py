"""Writing a backup: a tar, compressed, and encrypted if there is a key, in bounded memory."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pyrage

from .refusing import Refused

# Level 9 takes four times as long for a tenth less.
_COMPRESSION = 1


class Pack:
    """A backup that is being written. `members` are the sums of what is in it so far."""

    def __init__(self, tar: tarfile.TarFile):
        self._tar = tar
        self.members: dict[str, str] = {}

    def add_bytes(self, name: str, data: bytes) -> None:
        self.add(name, io.BytesIO(data), len(data))

    def add(self, name: str, file: BinaryIO, size: int, modified: float | None = None) -> None:
        told = tarfile.TarInfo(name)
        told.size, told.mode = size, 0o600
        told.mtime = int(time.time() if modified is None else modified)
        summed = _Summed(file)
        self._tar.addfile(told, summed)
        self.members[name] = summed.digest.hexdigest()


class _Summed:
    """A file that is summed up while it is read."""

    def __init__(self, file: BinaryIO):
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self.digest.update(data)
        return data


@contextmanager
def packed(path: Path, recipients: list) -> Iterator[Pack]:
    """Write a file that only its owner may read; it is on the disk when the block has ended."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        with _encrypted(file, recipients) as out:
            # Neither name nor time, so that nothing is told outside of the encryption.
            zipped = gzip.GzipFile("", "wb", _COMPRESSION, out, mtime=0)
            with zipped, tarfile.open(fileobj=zipped, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                yield Pack(tar)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _encrypted(file: BinaryIO, recipients: list) -> Iterator[BinaryIO]:
    """Encrypt what is written, in a thread: age reads from a file, and tar writes to one."""
    if not recipients:
        yield file
        return
    incoming, outgoing = os.pipe()
    failures: list[Exception] = []

    def encrypt() -> None:
        with os.fdopen(incoming, "rb") as plain:
            try:
                pyrage.encrypt_io(plain, file, recipients)
            except (pyrage.EncryptError, OSError) as error:
                failures.append(error)

    thread = threading.Thread(target=encrypt)
    thread.start()
    try:
        with os.fdopen(outgoing, "wb") as plain:
            yield plain
    except BrokenPipeError:
        # The thread has stopped, and knows why.
        pass
    finally:
        thread.join()
    if failures:
        raise Refused(f"备份写不下去：{failures[0]}。请看看磁盘是否已满。")
