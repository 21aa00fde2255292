"""Small disks that can be filled up or made read-only, which takes root."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cluster.servers import until


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """Give a disk in memory of this size."""
    with _mounted(folder, "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs") as disk:
        yield disk


@contextmanager
def real_disk(folder: Path, image: Path) -> Iterator[Path]:
    """Give a disk with a file system that becomes read-only by itself when it fails."""
    if not image.exists():
        with image.open("wb") as file:
            file.truncate(400 * 1024 * 1024)
        subprocess.run(["mkfs.ext4", "-q", image], check=True)
    with _mounted(folder, "-o", "loop", str(image)) as disk:
        yield disk


@contextmanager
def _mounted(folder: Path, *options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    mounting = subprocess.run(["mount", *options, folder], capture_output=True, text=True)
    if mounting.returncode:
        pytest.fail(f"No disk can be mounted here, which takes root: {mounting.stderr}")
    try:
        folder.chmod(0o755)
        yield folder
    finally:
        # Processes that were killed may take a moment to be gone.
        until(lambda: subprocess.run(["umount", folder]).returncode == 0, f"{folder} to be free")


def remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", folder], check=True)


def fill(folder: Path) -> Path:
    """Write until nothing more can be written; return the file to be deleted."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    file.write(os.urandom(size))
            except OSError:
                continue
    return ballast
