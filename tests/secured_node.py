"""A node of Elasticsearch that asks who is there, and that only answers over TLS."""

import base64
import hashlib
import os
import subprocess
from pathlib import Path

from scripts.servers.common import give_to_server_user

USER, PASSWORD = "site", os.urandom(8).hex()
SECURITY = """\
xpack.security.enabled: true
xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.certificate: certificate.pem
xpack.security.http.ssl.key: key.pem
"""
# What docs/operation.md says the site needs, and nothing else.
ROLES = """\
site:
  cluster: [monitor]
  indices:
    - names: ['integrity-documents*']
      privileges: [all]
"""


def secure(folder: Path) -> Path:
    """Make the node in this folder one of these, before it starts; returns its certificate."""
    config = folder / "config"
    settings = config / "elasticsearch.yml"
    open_to_all = "xpack.security.enabled: false\n"
    assert open_to_all in settings.read_text()
    settings.write_text(settings.read_text().replace(open_to_all, SECURITY))
    (config / "roles.yml").write_text(ROLES)
    (config / "users").write_text(f"{USER}:{_hashed(PASSWORD)}\n")
    (config / "users_roles").write_text(f"site:{USER}\n")
    certificate = make_certificate(config)
    give_to_server_user(folder)
    return certificate


def make_certificate(folder: Path) -> Path:
    """One for this machine that vouches for itself; its key lies beside it."""
    certificate = folder / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", folder / "key.pem", "-out", certificate]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    return certificate


def _hashed(password, rounds=10_000):
    """As Elasticsearch keeps passwords in files."""
    salt = os.urandom(32)
    key = hashlib.pbkdf2_hmac("sha512", password.encode(), salt, rounds, dklen=32)
    encoded = (base64.b64encode(part).decode() for part in (salt, key))
    return f"{{PBKDF2}}{rounds}${'$'.join(encoded)}"
