# SPDX-License-Identifier: EUPL-1.2
"""The files of an instance, made from its directory and its first port: settings, the bus' configuration, passwords.

    DIR/instance.json        what was chosen when it was made: the first port, the bus' share of the disk
    DIR/config/              samspil.ini, nats.conf, password/<user>; local.ini is the administrator's own
    DIR/keys/                the local issuer's key pair; the keys that seal browsers' sessions
    DIR/bin/, DIR/web/       the programs; the app's files
    DIR/nats/, DIR/data/     the streams; the services' SQLite files
    DIR/log/<process>/       its log, rotated
    DIR/run/                 the supervisor's service directories, locks
"""
import configparser
import io
import json
import os
import re
import secrets
import shutil
import subprocess
from pathlib import Path
from string import Template

import topology
from refusal import Refusal

NATS_TEMPLATE = Template((Path(__file__).parent / "nats" / "nats.conf.in").read_text())
DEFAULT_PORT = 7700
OPERATOR = "operator"


def write(path, content, mode=0o600):
    """Puts the file there, whole or not at all. Returns whether it was different before."""
    content = content.encode() if isinstance(content, str) else content
    if path.exists() and path.read_bytes() == content:
        return False
    fresh = path.with_name(path.name + ".new")
    with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(mode)
    fresh.replace(path)
    return True


def read_json(path):
    try:
        return json.loads(path.read_text())
    except ValueError as error:
        raise Refusal(f"{path} is not as it was written: {error}") from None


def settle(directory, port, with_demo):
    """What stays the same from start to start. A port that is named replaces the one chosen before; demonstration data is
    for an installation that began with it, and never comes into one with people of its own."""
    path = directory / "instance.json"
    is_new, has_demo = not path.exists(), (directory / "demo.json").exists()
    chosen = {} if is_new else read_json(path)
    chosen["demo"] = has_demo or (with_demo and chosen.get("demo", is_new))
    if "storage" not in chosen:
        # nats-server's own default is counted anew from what is free at each start, and so shrinks below what it holds.
        chosen["storage"] = shutil.disk_usage(directory).free * 3 // 4
    chosen["port"] = port or chosen.get("port", DEFAULT_PORT)
    write(path, json.dumps(chosen) + "\n", 0o644)
    return chosen


def passwords(directory):
    folder = directory / "config" / "password"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for user in topology.USERS:
        if not (folder / user).exists():
            write(folder / user, secrets.token_urlsafe(32))
    return {user: (folder / user).read_text() for user in topology.USERS}


def nats_conf(store, storage, port, monitor_port, user_passwords):
    # The server reads JSON as well as its own notation.
    quoted = lambda value: json.dumps(value, indent=4, ensure_ascii=False)
    rights = topology.rights()
    users = [{"user": user, "password": user_passwords[user], "permissions": rights[user]} for user in topology.USERS]
    return NATS_TEMPLATE.substitute(
        port=port, monitor_port=monitor_port, store=quoted(str(store)), storage=storage,
        authorization=quoted({"users": users}))


def settings(directory, ports, has_demo):
    """samspil.ini: a section for all and one for each program; what local.ini says of the same counts more."""
    connection = lambda user: {"nats_user": user, "nats_password": f"@{directory}/config/password/{user}"}
    sections = {
        "samspil": {"nats_url": f"nats://127.0.0.1:{ports['nats']}"},
        **{name: {**connection(name), "state": directory / "data", "metrics_port": ports[f"{name}_metrics"]}
           for name in topology.SERVICES},
        "gateway": {**connection("gateway"), "port": ports["gateway"], "monitor_port": ports["gateway_monitor"],
                    "jwks": directory / "keys" / "jwks.json", "operator": OPERATOR,
                    "public_url": f"http://127.0.0.1:{ports['gateway']}",
                    "session_keys": directory / "keys" / "session.keys"},
        "cli": {**connection("cli"), "url": f"http://127.0.0.1:{ports['gateway']}"},
    }
    parser = configparser.RawConfigParser()
    parser.read_dict(sections)
    own = directory / "config" / "local.ini"
    try:
        parser.read(own, encoding="utf-8")
    except (configparser.Error, UnicodeError) as error:
        raise Refusal(f"{own} cannot be read: {error}") from None
    if (directory / "web").is_dir() and not parser.has_option("gateway", "web"):
        parser.set("gateway", "web", directory / "web")
    if has_demo and not any(parser.has_option(section, "oidc_issuer") for section in ("samspil", "gateway")):
        parser.set("gateway", "local_sign_in", "true")
    text = io.StringIO()
    parser.write(text)
    return "# Written by deploy/up: changes here are lost. Your own settings go into local.ini beside it.\n\n" + text.getvalue().rstrip() + "\n"


def check(directory, text):
    """Asks every program whether it takes these settings, before they are those of the processes that run."""
    trial = directory / "config" / "samspil.ini.trial"
    write(trial, text)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SAMSPIL_")}
    try:
        for name in (*topology.SERVICES, "gateway"):
            verb = "check" if name == "gateway" else "help"  # a service's `check` is of its file; both read the settings
            done = subprocess.run([directory / "bin" / f"samspil-{name}", "--config", trial, verb], env=environment,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
            if done.returncode:
                said = re.sub(rf"{re.escape(str(trial))}:\d+: ", "", done.stderr.strip())
                raise Refusal(f"a setting is wrong, see {directory}/config/local.ini:\n    {said}")
    finally:
        trial.unlink()


def write_all(directory, chosen):
    """Returns whether anything changed."""
    if "\n" in str(directory) or ";" in str(directory):
        raise Refusal(f"the state directory's name cannot stand in an INI file: {directory}")
    ports = topology.ports(chosen["port"])
    user_passwords = passwords(directory)
    files = {
        "nats.conf": nats_conf(directory / "nats", chosen["storage"], ports["nats"], ports["nats_monitor"],
                               user_passwords),
        "samspil.ini": settings(directory, ports, chosen["demo"]),
    }
    check(directory, files["samspil.ini"])
    return any([write(directory / "config" / name, content) for name, content in files.items()])
