"""An archive as a file: whole, of a version that is known, and as it was written."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from editorial.archives.declaring import FORMAT, MANIFEST, VERSION, Kind
from editorial.archives.records import Line

# No record is longer; a line without an end would fill the memory.
LONGEST_LINE = 16_000_000
# What `zipfile` raises for entries that are broken, encrypted, or packed in a way it does not know.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


class ArchiveError(Exception):
    """An archive that cannot be loaded; says why, and in which file and line."""

    def __init__(self, message: str, file: str = "", line: int = 0):
        place = f"{file} 第 {line} 行：" if line else f"{file}：" if file else ""
        super().__init__(f"{place}{message}")


@dataclass(frozen=True)
class Numbered:
    """A record of an archive and where it stands."""

    file: str
    number: int
    line: Line

    def error(self, message: str) -> ArchiveError:
        return ArchiveError(message, self.file, self.number)


class Archive:
    """An opened archive, verified; use it in a `with`. Raises `ArchiveError`."""

    def __init__(self, path: Path):
        try:
            self._zip = zipfile.ZipFile(path)
        except zipfile.BadZipFile:
            raise ArchiveError("不是数据包，或者文件不完整，请重新取一份", path.name) from None
        self.files = self._manifest()
        self._lines: dict[str, int] = {}
        self._verify()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._zip.close()

    def _manifest(self) -> dict[str, dict]:
        try:
            if self._zip.getinfo(MANIFEST).file_size > LONGEST_LINE:
                raise ArchiveError("太长", MANIFEST)
            manifest = json.loads(self._zip.read(MANIFEST))
            files = {file["path"]: file for file in manifest["files"]}
            form, version = manifest["format"], manifest["version"]
            if not all(isinstance(path, str) for path in files):
                raise TypeError
        except (KeyError, TypeError, ValueError, RecursionError, *_UNREADABLE):
            raise ArchiveError("缺少，或者内容不对；这不是本系统的数据包", MANIFEST) from None
        if form != FORMAT:
            raise ArchiveError(f"是另一种格式的包：{str(form)[:40]}", MANIFEST)
        if version != VERSION:
            told = f"数据包是第 {str(version)[:10]} 版格式，这里只认第 {VERSION} 版"
            raise ArchiveError(f"{told}，请换相应版本的程序", MANIFEST)
        return files

    def _verify(self) -> None:
        """Refuse an archive in which a file is missing, added, or not as the manifest says."""
        there = {name for name in self._zip.namelist() if not name.endswith("/")} - {MANIFEST}
        for path in sorted(there ^ set(self.files)):
            message = "清单里没有这个文件" if path in there else "清单里有，包里没有"
            raise ArchiveError(message, path)
        for path, told in self.files.items():
            digest, self._lines[path] = hashlib.sha256(), 0
            for part in self._parts(path):
                digest.update(part)
                self._lines[path] += part.count(b"\n")
            if digest.hexdigest() != told.get("sha256"):
                raise ArchiveError("与清单里的校验和不符：文件被改动过，或者传输中损坏", path)

    def _parts(self, path: str) -> Iterator[bytes]:
        try:
            with self._zip.open(path) as file:
                while part := file.read(1 << 20):
                    yield part
        except _UNREADABLE:
            raise ArchiveError("损坏，读不出来", path) from None

    def size(self, kind: Kind) -> int:
        """Return how many records of a kind there are."""
        return self._lines.get(kind.path, 0)

    def lines(self, kind: Kind) -> Iterator[Numbered]:
        """Yield the records of a kind; a kind without a file has none."""
        if kind.path not in self.files:
            return
        with self._zip.open(kind.path) as file:
            number = 0
            while data := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(data) > LONGEST_LINE:
                    raise ArchiveError("这一行太长", kind.path, number)
                yield self._read(kind, number, data)

    def _read(self, kind: Kind, number: int, data: bytes) -> Numbered:
        try:
            line = json.loads(data)
        except (ValueError, RecursionError):
            raise ArchiveError("不是 JSON", kind.path, number) from None
        if not isinstance(line, dict):
            raise ArchiveError("一行应是一个对象", kind.path, number)
        # Written as they are read, characters have no escapes, but those that cannot be kept.
        if b"\\u" in data and not _can_be_kept(line):
            raise ArchiveError("有不能保存的字符", kind.path, number)
        path = f"texts/{line.get(kind.key)}.txt" if kind.in_files else ""
        if path in self.files:
            line[kind.in_files] = self._text(path)
        return Numbered(kind.path, number, line)

    def _text(self, path: str) -> str:
        if self._zip.getinfo(path).file_size > LONGEST_LINE:
            raise ArchiveError("太长", path)
        try:
            text = self._zip.read(path).decode()
        except UnicodeDecodeError:
            raise ArchiveError("不是 UTF-8", path) from None
        if "\0" in text:
            raise ArchiveError("有不能保存的字符", path)
        return text


def _can_be_kept(line: Line) -> bool:
    """Tell whether all characters are such as databases take."""
    text = json.dumps(line, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text
