#!/bin/sh
# Prints the path of a Python that can set the project up: 3.12 or newer, able to make a virtual
# environment with pip in it. Where $PYTHON is set, that one and no other will do.
set -u

# Prints the interpreter's path, or why it will not do. Every Python must be able to read this.
probe='
import sys
if sys.version_info < (3, 12):
    print("is Python %d.%d" % sys.version_info[:2])
    sys.exit(1)
try:
    import ensurepip, venv
except ImportError:
    print("cannot make virtual environments; on Debian: apt-get install python%d.%d-venv"
          % sys.version_info[:2])
    sys.exit(1)
# Not the one of an active virtual environment, which may be the very one to be replaced.
print(sys._base_executable)
'

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    # The last two are for version managers, whose commands stand before the system's on the PATH
    # and refuse to run where the exact version that .python-version names is not installed.
    set -- python3.13 python3.14 python3.12 python3 python \
        /usr/bin/python3 "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.1[2-9].*/bin/python
fi

tried=
for candidate in "$@"; do
    if ! command -v "$candidate" >/dev/null; then
        [ -z "${PYTHON:-}" ] || tried="  $candidate is not there
"
    elif answer=$("$candidate" -c "$probe" 2>/dev/null); then
        printf '%s\n' "$answer"
        exit 0
    else
        tried="$tried  $candidate ${answer:-does not run}
"
    fi
done

cat >&2 <<MESSAGE
This project needs Python 3.12 or newer with venv and pip, and found none.
${tried:+Tried:
$tried}Install one, for example by
  apt-get install python3 python3-venv    (Debian 13, Ubuntu 24.04 or newer)
  pyenv install 3.13                      (anywhere)
or name one: make PYTHON=/path/to/python3.13 ...
MESSAGE
exit 1
