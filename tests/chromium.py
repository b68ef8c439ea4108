"""Where Chromium is, for the browser tests; run as a program it says so, or what is missing."""

import os
import shutil
import sys

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome; `CHROMIUM` names one."""
    if named := os.environ.get("CHROMIUM"):
        return named
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next(filter(None, map(shutil.which, names)), None)


if __name__ == "__main__":
    path = find_chromium()
    if not path:
        print("No Chromium found: browser tests do not run. On Debian: apt-get install chromium")
        sys.exit(1)
    print(f"Browser tests run in {path}")
