"""Received documents, in whatever store they are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from .refusing import Refused


def names(folder: str = "") -> Iterator[str]:
    """Yield the names of all files that are kept."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    beginning = f"{folder}/" if folder else ""
    yield from (f"{beginning}{name}" for name in sorted(files))
    for inner in sorted(folders):
        yield from names(f"{beginning}{inner}")


def size() -> int:
    return sum(default_storage.size(name) for name in names())


def put(files: Mapping[str, Path], sums: Mapping[str, str]) -> int:
    """Store the files that are missing or damaged; return how many. What is there beside stays."""
    stored = 0
    for name, path in files.items():
        if default_storage.exists(name):
            if digest(name) == sums[name]:
                continue
            default_storage.delete(name)
        with path.open("rb") as file:
            if default_storage.save(name, File(file)) != name:
                raise Refused(f"原始文件 {name} 存不到原来的名字下；请看看 MEDIA_ROOT 是否可写。")
        stored += 1
    return stored


def digest(name: str) -> str:
    with default_storage.open(name) as file:
        found = hashlib.sha256()
        for chunk in file.chunks():
            found.update(chunk)
    return found.hexdigest()
