"""Start and stop the servers that `make test-services` runs against.

    python scripts/services.py start | stop

Each server comes from the official image where a Docker engine answers (see
compose.yaml), and from programs installed on this machine where none does. It
is for tests and benchmarks and holds nothing worth keeping: it listens on the
loopback address only, trades durability for speed, and `stop` deletes its data.

`var/services.env` tells the product where the servers are; `var/services.json`
tells the next call what this one started. Nothing else is ever stopped.
"""

import fcntl
import json
import os
import pwd
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
STATE = VAR / "services.json"
ENVIRONMENT = VAR / "services.env"

# The database, its role and, where this runs as root, the system user are all called this.
NAME = "integrity"


class Unavailable(Exception):
    """A server cannot be had; the message says what to do about it."""


class Service(NamedTuple):
    """A server that can be started and stopped.

    `start` takes what it returned the last time (None if it is not known to
    run) and returns what `stop` will need. Its key "env" holds the variables
    by which the product finds the server.
    """

    name: str
    start: Callable[[dict | None], dict]
    stop: Callable[[dict], None]


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
    if os.geteuid() != 0:
        return folder
    shutil.chown(folder, NAME)
    if succeeds(*as_server_user("test", "-w", folder)):
        return folder
    # The clone is below a folder that is closed to others, /root for example. ($TMPDIR may be.)
    folder.rmdir()
    folder = Path(tempfile.mkdtemp(prefix=f"{NAME}-{name}-", dir="/tmp"))
    shutil.chown(folder, NAME)
    return folder


# PostgreSQL

POSTGRES_SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
# No socket file: its path may be 107 bytes long at most, and a clone's is anyone's guess.
unix_socket_directories = ''
# Data that is thrown away need not survive a crash.
fsync = off
synchronous_commit = off
full_page_writes = off
"""

# CREATEDB, because the test runner makes databases of its own; no more than that, so that what
# works here works in production.
POSTGRES_ROLE = """\
CREATE ROLE {name} LOGIN CREATEDB PASSWORD '{password}';
CREATE DATABASE {name} OWNER {name};
"""


def postgres_programs() -> Path:
    """The folder of the PostgreSQL server's programs: on the PATH, or Debian's newest."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    newest_first = sorted(debian, key=lambda folder: float(folder.parent.name), reverse=True)
    for folder in [*map(Path, os.get_exec_path()), *newest_first]:
        if all(os.access(folder / name, os.X_OK) for name in ("initdb", "pg_ctl", "postgres")):
            return folder
    raise Unavailable(
        "PostgreSQL is missing: no Docker engine answers, and there is no initdb, pg_ctl and "
        "postgres on the PATH or in /usr/lib/postgresql/*/bin. Start Docker, or install the "
        "server, for example by: apt-get install postgresql"
    )


def pg_ctl(data: str | Path, *arguments: str | Path) -> list[str | Path]:
    """The command that does this to the local server with this data."""
    return as_server_user(postgres_programs() / "pg_ctl", "--pgdata", data, *arguments)


def postgres_runs(known: dict) -> bool:
    if known["by"] == "docker":
        return docker_answers() and bool(compose("ps", "--quiet", "--status=running", "postgres"))
    # Both, because after a restart of the machine the process id on file may be another's.
    return answers(known["port"]) and succeeds(*pg_ctl(known["data"], "status"))


def start_postgres(known: dict | None) -> dict:
    if known and postgres_runs(known):
        print(f"PostgreSQL is already running on port {known['port']}.")
        return known
    if known:
        remove_postgres_data(known)  # of a server that died
    port = free_port(preferred=55432)
    password = secrets.token_hex(16)
    if docker_answers():
        place = start_postgres_in_docker(port, password)
    else:
        place = start_postgres_locally(port, password)
    print(f"PostgreSQL is running on port {port}, started by {place['by']}.")
    url = f"postgres://{NAME}:{password}@127.0.0.1:{port}/{NAME}"
    return place | {"port": port, "env": {"DATABASE_URL": url}}


def start_postgres_in_docker(port: int, password: str) -> dict:
    variables = {"POSTGRES_PORT": str(port), "POSTGRES_PASSWORD": password}
    try:
        compose("up", "--detach", "--wait", "postgres", **variables)
    except BaseException:
        compose("down")
        raise
    return {"by": "docker"}


def start_postgres_locally(port: int, password: str) -> dict:
    programs = postgres_programs()
    ensure_server_user()
    data = server_folder("postgres")
    place = {"by": str(programs), "data": str(data)}
    try:
        create_postgres_data(programs, data, port, password)
        run(*pg_ctl(data, "start", "--wait", "--silent", "--log", data / "server.log"))
    except BaseException as failure:
        # pg_ctl may have given up on, or been interrupted at, a server that still comes up.
        succeeds(*pg_ctl(data, "stop", "--mode=immediate"))
        log = data / "server.log"
        if isinstance(failure, Unavailable) and log.exists():
            failure.add_note(log.read_text(errors="replace"))
        remove_postgres_data(place)
        raise
    return place


def create_postgres_data(programs: Path, data: Path, port: int, password: str) -> None:
    """A cluster with our role and database, which lets in nobody else."""
    # The locale is the same in compose.yaml: one order and one idea of upper case everywhere.
    locale = ["--encoding=UTF8", "--locale=C.UTF-8"]
    initdb = [programs / "initdb", "--pgdata", data, *locale, "--auth=trust", "--no-sync"]
    run(*as_server_user(*initdb, "--username=postgres"))
    with (data / "postgresql.conf").open("a") as settings:
        settings.write(POSTGRES_SETTINGS.format(port=port))
    (data / "pg_hba.conf").write_text(f"host all {NAME} 127.0.0.1/32 scram-sha-256\n")
    # Without a server, so that the superuser never needs a way in.
    single = [programs / "postgres", "--single", "-D", data, "-c", "exit_on_error=on", "postgres"]
    run(*as_server_user(*single), stdin=POSTGRES_ROLE.format(name=NAME, password=password))


def stop_postgres(known: dict) -> None:
    if known["by"] == "docker":
        compose("down")
    else:
        if postgres_runs(known):
            run(*pg_ctl(known["data"], "stop", "--mode=fast", "--wait"))
        remove_postgres_data(known)
    print("PostgreSQL is stopped.")


def remove_postgres_data(known: dict) -> None:
    """What a local server leaves on the disk is gone. (Containers keep theirs in memory.)"""
    if "data" in known:
        shutil.rmtree(known["data"], ignore_errors=True)


# In the order in which they start.
SERVICES = [
    Service("postgres", start_postgres, stop_postgres),
]


# What is remembered between calls


def remembered() -> dict[str, dict]:
    """What runs of this clone's services, by name."""
    if not STATE.exists():
        return {}
    state = json.loads(STATE.read_text())
    # A copy of a clone brings the original's state along, whose servers are not ours to stop.
    return state["services"] if state["clone"] == str(ROOT) else {}


def remember(services: dict[str, dict]) -> None:
    """Keep what runs for the next call, and its addresses for the product."""
    write_private(STATE, json.dumps({"clone": str(ROOT), "services": services}, indent=2))
    variables = [pair for known in services.values() for pair in known["env"].items()]
    lines = "".join(f"{name}={value}\n" for name, value in variables)
    if lines:
        write_private(ENVIRONMENT, f"# Written by scripts/services.py\n{lines}")
    else:
        ENVIRONMENT.unlink(missing_ok=True)


def write_private(path: Path, text: str) -> None:
    """The file holds the text, and only its owner can read it: there are passwords in it."""
    path.touch(mode=0o600)
    path.write_text(text)


def start() -> None:
    running = remembered()
    for service in SERVICES:
        running[service.name] = service.start(running.get(service.name))
        remember(running)  # at once, so that `stop` knows of it if the next one fails


def stop() -> None:
    running = remembered()
    if not running:
        print("No service of this clone is running.")
    for service in reversed(SERVICES):
        if service.name in running:
            service.stop(running[service.name])
            del running[service.name]
            remember(running)


def main(arguments: list[str]) -> int | str:
    actions = {"start": start, "stop": stop}
    if len(arguments) != 1 or arguments[0] not in actions:
        return "usage: python scripts/services.py start | stop"
    VAR.mkdir(exist_ok=True)
    with (VAR / "services.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two at once would build one cluster twice
        try:
            actions[arguments[0]]()
        except Unavailable as failure:
            return "\n".join([str(failure), *getattr(failure, "__notes__", [])])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
