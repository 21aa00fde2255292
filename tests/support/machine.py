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

from tests.support import office
from tests.support.browser import find_chromium

FONTS = "fonts-noto-cjk"


def say(text: str) -> None:
    """Tell the person at the terminal; standard output belongs to the answer."""
    print(text, file=sys.stderr, flush=True)


def answers(*command: str) -> str:
    """Return what a command prints; nothing when it does not exist or fails."""
    try:
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def has_chinese_fonts() -> bool:
    """Return whether pages can be drawn with Chinese characters rather than boxes."""
    return bool(answers("fc-list", ":lang=zh"))


def has_driver() -> bool:
    """Return whether Playwright's own program runs: it needs a library that bare Debian lacks."""
    return bool(answers(sys.executable, "-m", "playwright", "--version"))


def install(*packages: str) -> None:
    """Install Debian packages; failure shows in what is missing afterwards."""
    say(f"Installing {' '.join(packages)} …")
    run("apt-get", "update", "-qq")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages)


def run(*command: str) -> None:
    """Run an installer that asks nothing; what it says is no answer of ours."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
    )


def install_missing() -> None:
    """Install what the tests of browser and office need, all that is missing at once."""
    is_debian = platform.freedesktop_os_release()["ID"] == "debian"
    needs_chromium = not find_chromium()
    packages = [
        *(() if has_driver() else ("libatomic1",)),
        *(() if has_chinese_fonts() else ("fontconfig", FONTS)),
        *(("chromium",) if needs_chromium and is_debian else ()),
        *(() if office.find_office() else office.PACKAGES),
    ]
    if packages:
        install(*packages)
    if needs_chromium and not is_debian:
        # Ubuntu has only a snap, which cannot be driven.
        say("Installing Playwright's Chromium …")
        run(sys.executable, "-m", "playwright", "install", "--with-deps", "chromium")


def main() -> int:
    """Install what is missing, print the marker expression, return the exit status."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install_missing()
    missing, left_out = [], []
    if not (has_driver() and find_chromium()):
        missing.append("No Chromium that can be driven: the tests marked `browser` are left out.")
        left_out.append("not browser")
    if not office.find_office():
        missing.append(
            f"No LibreOffice ({', '.join(office.PACKAGES)}): "
            "the tests marked `office` are left out."
        )
        left_out.append("not office")
    if not has_chinese_fonts():
        missing.append(f"No Chinese fonts ({FONTS}): browsers draw boxes instead of characters.")
    for line in missing:
        say(f"!! {line}")
    print(" and ".join(left_out))
    return 1 if missing and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
