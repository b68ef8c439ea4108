"""What every server of `scripts/services.py` needs: commands, ports, Docker, a user, a folder."""

import os
import pwd
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"

# The database, its role and, where this runs as root, the system user are all called this.
NAME = "integrity"


class Unavailable(Exception):
    """A server cannot be had; the message says what to do about it."""


# Commands


def run(*command: str | Path, stdin: str = "") -> str:
    """What the command prints; Unavailable, with its own words, if it fails."""
    # Servers must not hold on to the caller's directory, which their user may not even enter.
    try:
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, cwd="/")
    except FileNotFoundError as failure:
        raise Unavailable(f"{command[0]} is missing on this machine") from failure
    if done.returncode:
        words = (done.stderr.strip() or done.stdout.strip()) or f"exit code {done.returncode}"
        raise Unavailable(f"{' '.join(map(str, command))} failed:\n{words}")
    return done.stdout


def succeeds(*command: str | Path) -> bool:
    """Whether the command exists and ends well, soon."""
    try:
        return not subprocess.run(command, capture_output=True, timeout=15, cwd="/").returncode
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return False


def free_port(preferred: int) -> int:
    """The preferred port of the loopback address, or any other if that one is taken."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            # As servers do, so that connections that have ended do not count as taken.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    raise Unavailable("no port is free on 127.0.0.1")


def answers(port: int) -> bool:
    """Whether something listens on this port of the loopback address."""
    with socket.socket() as probe:
        probe.settimeout(5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


# Docker


def docker_answers() -> bool:
    """Whether there is an engine, not only the client, and the client can compose."""
    return succeeds("docker", "info") and succeeds("docker", "compose", "version")


def compose(*arguments: str, **variables: str) -> str:
    """What `docker compose` prints for this clone's own containers."""
    # Named by its whole path, because clones in folders of one name are common.
    project = re.sub("[^a-z0-9]+", "-", f"{NAME}{ROOT}".lower())
    done = subprocess.run(
        ["docker", "compose", "--project-name", project, *arguments],
        cwd=ROOT,
        env=os.environ | variables,
        stdout=subprocess.PIPE,  # progress goes to stderr, and so to whoever waits for an image
        text=True,
    )
    if done.returncode:
        raise Unavailable(f"docker compose {' '.join(arguments)} failed, see above")
    return done.stdout


# A user for servers that refuse to run as root


def as_server_user(*command: str | Path) -> list[str | Path]:
    """The command as the user who runs local servers: the caller, unless that is root."""
    return ["runuser", "-u", NAME, "--", *command] if os.geteuid() == 0 else list(command)


def ensure_server_user() -> None:
    """Root has a system user to run servers as."""
    if os.geteuid() != 0:
        return
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        run("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME)


def server_folder(name: str) -> Path:
    """A new empty folder that the servers' user owns: in var/ if that user gets there."""
    folder = VAR / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    give_to_server_user(folder)
    if succeeds(*as_server_user("test", "-w", folder)):
        return folder
    # The clone is below a folder that is closed to others, /root for example. ($TMPDIR may be.)
    folder.rmdir()
    folder = Path(tempfile.mkdtemp(prefix=f"{NAME}-{name}-", dir="/tmp"))
    give_to_server_user(folder)
    return folder


def give_to_server_user(folder: Path) -> None:
    """The servers' user owns the folder and what is in it."""
    if os.geteuid() == 0:
        run("chown", "-R", f"{NAME}:", folder)
