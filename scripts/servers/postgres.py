"""PostgreSQL, for tests and benchmarks."""

import os
import secrets
import shutil
from pathlib import Path

from .common import (
    NAME,
    Unavailable,
    answers,
    as_server_user,
    compose,
    docker_answers,
    ensure_server_user,
    free_port,
    run,
    server_folder,
    succeeds,
)

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
        compose("rm", "--stop", "--force", "--volumes", "postgres")
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
        compose("rm", "--stop", "--force", "--volumes", "postgres")
    else:
        if postgres_runs(known):
            run(*pg_ctl(known["data"], "stop", "--mode=fast", "--wait"))
        remove_postgres_data(known)
    print("PostgreSQL is stopped.")


def remove_postgres_data(known: dict) -> None:
    """What a local server leaves on the disk is gone. (Containers keep theirs in memory.)"""
    if "data" in known:
        shutil.rmtree(known["data"], ignore_errors=True)
