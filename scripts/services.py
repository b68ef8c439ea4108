"""Start and stop the servers that `make test-services` runs against.

    python scripts/services.py start | stop

Each server (see scripts/servers/) comes from the official image where a Docker
engine answers (see compose.yaml), and runs as a local program where none does.
It is for tests and benchmarks and holds nothing worth keeping: it listens on the
loopback address only, and `stop` deletes its data.

`var/services.env` tells the product where the servers are; `var/services.json`
tells the next call what this one started. Nothing else is ever stopped.
"""

import fcntl
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.servers.common import Unavailable  # noqa: E402
from scripts.servers.elasticsearch import start_elasticsearch, stop_elasticsearch  # noqa: E402
from scripts.servers.postgres import start_postgres, stop_postgres  # noqa: E402

VAR = ROOT / "var"
STATE = VAR / "services.json"
ENVIRONMENT = VAR / "services.env"


class Service(NamedTuple):
    """A server that can be started and stopped.

    `start` takes what it returned the last time (None if it is not known to
    run) and returns what `stop` will need. Its key "env" holds the variables
    by which the product finds the server.
    """

    name: str
    start: Callable[[dict | None], dict]
    stop: Callable[[dict], None]


# In the order in which they start.
SERVICES = [
    Service("postgres", start_postgres, stop_postgres),
    Service("elasticsearch", start_elasticsearch, stop_elasticsearch),
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
