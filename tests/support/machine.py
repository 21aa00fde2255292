"""Get this machine ready for the tests and say which of them it can run.

Prints pytest's marker expression on standard output: empty for everything. As root on Debian or
Ubuntu it installs what is missing; elsewhere it says what is left out. Under CI nothing may be left
out, so there it ends with status 1.
"""

import os
import platform
import shutil
import subprocess
import sys

from tests.support.browser import find_chromium

FONTS = "fonts-noto-cjk"


def say(text: str) -> None:
    """Tell the person at the terminal; standard output belongs to the answer."""
    print(text, file=sys.stderr, flush=True)


def has_chinese_fonts() -> bool:
    """Return whether pages can be drawn with Chinese characters rather than boxes."""
    if not shutil.which("fc-list"):
        return False
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True)  # noqa: S607
    return bool(fonts.stdout)


def install(packages: list[str]) -> None:
    """Install Debian packages; failure shows in what is missing afterwards."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    say(f"Installing {' '.join(packages)} …")
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
    ):
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False
        )


def install_chromium() -> None:
    """Install Debian's Chromium, or Playwright's build on Ubuntu, which has only a snap."""
    if platform.freedesktop_os_release()["ID"] == "debian":
        install(["chromium"])
        return
    say("Installing Playwright's Chromium …")
    command = [sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"]
    subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)


def main() -> int:
    """Install what is missing, print the marker expression, return the exit status."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        if not has_chinese_fonts():
            install([FONTS, "fontconfig"])
        if not find_chromium():
            install_chromium()
    missing = []
    if not find_chromium():
        missing.append("Chromium is not installed: the tests marked `browser` are left out.")
    if not has_chinese_fonts():
        missing.append(f"No Chinese fonts ({FONTS}): browsers draw boxes instead of characters.")
    for line in missing:
        say(f"!! {line}")
    print("" if find_chromium() else "not browser")
    return 1 if missing and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
