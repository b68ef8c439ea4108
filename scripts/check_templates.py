"""Lint and format templates with djade and djhtml: `--fix` writes, otherwise only checks."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    files = [str(path) for path in sorted((ROOT / "templates").rglob("*.html"))]
    checking = "--fix" not in sys.argv
    bin_dir = Path(sys.executable).parent
    djade = [bin_dir / "djade", "--target-version", "6.1", *(["--check"] if checking else [])]
    djhtml = [bin_dir / "djhtml", "--tabwidth", "2", *(["--check"] if checking else [])]
    failed = [subprocess.run([*tool, *files], check=False).returncode for tool in (djade, djhtml)]
    sys.exit(any(failed) if checking else 0)


if __name__ == "__main__":
    main()
