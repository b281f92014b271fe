# SPDX-License-Identifier: EUPL-1.2
"""One installation of Samspil on this machine: deploy/up makes it, starts it and brings it up to date; deploy/down stops it."""
import argparse
import contextlib
import errno
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import configuration
import packages
import topology
from demo import load as demo
from refusal import Refusal
from supervisor import Supervisor, find

CHECKOUT = Path(__file__).resolve().parent.parent
SYSTEM_STATE, SYSTEM_USER = Path("/var/lib/samspil"), "samspil"
READY_SECONDS = 120
FULL_BYTES = 4 << 20  # less is left of a disk that is called full
NODE_LEAST = 20  # what the app's tools need
APP_MADE = {"node_modules", "generated"}  # below the app's folder, but no source of it


def say(text):
    print(text, flush=True)


def default_state():
    if os.geteuid() == 0:
        return SYSTEM_STATE
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "samspil"


def run(what, command, advice="", **how):
    if subprocess.run(command, stdout=sys.stderr, check=False, **how).returncode:
        raise Refusal(f"{what} failed, see above: {shlex.join(map(str, command))}" + (f"\n{advice}" if advice else ""))


def build():
    """Into build/ of the checkout."""
    folder = CHECKOUT / "build"
    if not os.access(folder if folder.exists() else CHECKOUT, os.W_OK):
        raise Refusal(f"{folder} cannot be written; build elsewhere (meson setup, ninja) and name that: --build DIR")
    if not (folder / "build.ninja").exists():
        run("configuring", ["meson", "setup", "-Dwerror=false", folder, CHECKOUT])
    run("building", ["ninja", "-C", folder, *topology.PROGRAMS])
    if shutil.which("npm"):
        build_app(folder / "web")
    else:
        say("npm is not there: without the web app")
    return folder


def node_major():
    """0 where there is no Node.js."""
    if not shutil.which("node"):
        return 0
    return int(subprocess.run(["node", "--version"], check=True, capture_output=True, text=True).stdout[1:].split(".")[0])


def build_app(folder):
    """Into the build directory, if its sources are not those of the last time: that needs neither network nor seconds.
    What npm fetches stays in the source's. Debian 12's Node.js is too old for the tools."""
    source, mark = CHECKOUT / "gateway" / "web", folder.with_suffix(".sources")
    sources = digest(path for path in source.rglob("*")
                     if path.relative_to(source).parts[0] not in APP_MADE and path.is_file())
    if (folder / "index.html").exists() and mark.exists() and mark.read_text() == sources:
        return
    npm = ["npm"] if node_major() >= NODE_LEAST else ["npx", "--yes", f"--package=node@{NODE_LEAST}", "--", "npm"]
    # Not `npm ci`: it insists on native parts for other machines, which not every mirror has; what is locked is the same.
    run("fetching what the app is made of", [*npm, "install", "--no-save", "--no-audit", "--no-fund"],
        f"Without the app: deploy/up --build {shlex.quote(str(folder.parent))}", cwd=source)
    mark.unlink(missing_ok=True)
    run("building the app", [*npm, "run", "build", "--", "--outDir", folder, "--emptyOutDir"], cwd=source)
    mark.write_text(sources)


def digest(paths):
    files = hashlib.sha256()
    for path in sorted(paths):
        files.update(f"{path}\0{path.stat().st_size}\0".encode())
        files.update(path.read_bytes())
    return files.hexdigest()


def make_directory(directory):
    """As root, what runs belongs to the owner of the directory; the usual one is made for a user of its own."""
    if directory.exists():
        return
    directory.mkdir(mode=0o750, parents=True)
    if os.geteuid() == 0 and directory == SYSTEM_STATE:
        with contextlib.suppress(KeyError):
            pwd.getpwnam(SYSTEM_USER)
            shutil.chown(directory, SYSTEM_USER, SYSTEM_USER)


def make_user():
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        run("making the user", ["useradd", "--system", "--user-group", "--home-dir", SYSTEM_STATE,
                                "--shell", "/usr/sbin/nologin", SYSTEM_USER])


def become_owner(directory):
    owner = directory.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.chdir("/")
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)
    elif os.geteuid() != owner.st_uid:
        raise Refusal(f"{directory} belongs to {name_of(owner.st_uid)}: run this as that user, or as root")


def name_of(user):
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


@contextlib.contextmanager
def exclusively(directory):
    """One deploy/up or deploy/down at a time."""
    with open(os.open(directory / "lock", os.O_RDONLY | os.O_CREAT, 0o644), "r") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another deploy/up or deploy/down of {directory}")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install_programs(directory, built):
    """The instance runs copies: a build does not pull them from under it. Returns whether any is new."""
    absent = [program for program in topology.PROGRAMS if not (built / program).exists()]
    if absent:
        raise Refusal(f"not built in {built}: {', '.join(absent)}")
    (directory / "bin").mkdir(exist_ok=True)
    return any([configuration.write(directory / "bin" / os.path.basename(program), (built / program).read_bytes(), 0o755)
                for program in topology.PROGRAMS])


def install_app(directory, built):
    """A copy too, whole or not at all; without one, the one before stays. Returns whether it is new."""
    source, target, fresh = built / "web", directory / "web", directory / "web.new"
    if not (source / "index.html").exists() or (target.is_dir() and same_files(source, target)):
        return False
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh, copy_function=shutil.copyfile)
    for path in (fresh, *fresh.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)
    return True


def same_files(source, target):
    contents = lambda folder: {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return contents(source) == contents(target)


def port_number(text):
    if not (text.isdecimal() and 1 <= int(text) <= 65500):
        raise argparse.ArgumentTypeError("a port is a number from 1 to 65500")
    return int(text)


def state_directory(text):
    if not text:
        raise argparse.ArgumentTypeError("names no directory")
    return Path(os.path.abspath(text))


def check_ports(ports):
    for name, port in ports.items():
        with socket.socket() as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
                listener.listen(1)
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                    raise
                raise Refusal(f"port {port} ({name}) cannot be had: {error.strerror}. --port N chooses another range: "
                              f"N to N+{len(ports) - 1}") from None


def wait_until_ready(directory, supervisor):
    command = [directory / "bin" / "samspil", "wait-ready", "--state", directory, "--timeout", str(READY_SECONDS)]
    if subprocess.run(command, stdout=sys.stderr, check=False).returncode:
        raise Refusal("\n    ".join(["not everything became ready. The last lines of the logs in "
                                     f"{directory}/log/<process>/current:", *supervisor.last_words()]))


def up(options):
    directory, built = options.state, options.build and Path(options.build).resolve()
    needed = {"run"} if built else {"run", "build"}
    if not options.no_install:
        packages.install(needed)
        if directory == SYSTEM_STATE:
            make_user()
    elif absent := packages.missing(needed):
        print(f"deploy/up: these packages are missing: {' '.join(absent)}", file=sys.stderr)
    for command in ("nats-server", "s6-svscan", "s6-log"):
        find(command)
    built = built or build()
    make_directory(directory)
    with exclusively(directory):
        changed = any([install_programs(directory, built), install_app(directory, built)])
        become_owner(directory)
        os.umask(0o077)
        for name in ("data", "keys", "log", "nats", "run"):
            (directory / name).mkdir(exist_ok=True)
        chosen = configuration.settle(directory, options.port, not (options.no_demo or options.prepare))
        changed |= configuration.write_all(directory, chosen)
        samspil = directory / "bin" / "samspil"
        if not (directory / "keys" / "jwks.json").exists():
            run("making the keys", [samspil, "keys", "init", "--state", directory])
        if not (directory / "keys" / "session.keys").exists():
            run("making the keys of sessions", [directory / "bin" / "samspil-gateway", "--config",
                                                directory / "config" / "samspil.ini", "rotate-session-keys"])
        supervisor = Supervisor(directory)
        changed |= supervisor.write_services()
        if options.prepare:
            units = ("samspil.target", "samspil-nats", *(f"samspil@{name}" for name in (*topology.SERVICES, "gateway")))
            say(f"prepared {directory}. Next, as root:\n"
                f"    cp {shlex.quote(str(CHECKOUT))}/deploy/systemd/* /etc/systemd/system/ && systemctl daemon-reload\n"
                f"    systemctl enable --now {' '.join(units)}")
            return
        bring_up(directory, supervisor, topology.ports(chosen["port"]), changed)
        url = f"http://127.0.0.1:{chosen['port']}"
        if chosen["demo"]:
            demo.load(directory, url)
        shown = [samspil, "call", "directory.list_organisations", "--state", directory, "--as", configuration.OPERATOR]
        say(f"Samspil runs at {url}, its state is in {directory}. Try:\n    {shlex.join(map(str, shown))}\n"
            f"ready {url}")


def bring_up(directory, supervisor, ports, changed):
    running = supervisor.running()
    if running and changed:
        say("something changed: starting again")
        supervisor.stop()
        running = False
    if not running:
        check_ports(ports)
        supervisor.start()
    try:
        wait_until_ready(directory, supervisor)
    except BaseException:
        if not running:
            supervisor.stop()
        raise


def down(options):
    directory = options.state
    if not (directory / "run").exists():
        raise Refusal(f"{directory} is not the state directory of an installation")
    with exclusively(directory):
        become_owner(directory)
        supervisor = Supervisor(directory)
        if supervisor.running():
            supervisor.stop()
        say(f"stopped {directory}")


def main():
    parser = argparse.ArgumentParser(prog="deploy", description=__doc__)
    verbs = parser.add_subparsers(required=True, metavar="up|down")
    for verb, summary in ((up, "installs what is missing, builds, and starts or updates the installation"),
                          (down, "stops it; nothing is lost")):
        arguments = verbs.add_parser(verb.__name__, prog=f"deploy/{verb.__name__}", help=summary, description=summary)
        arguments.set_defaults(verb=verb, refuse=arguments.error)
        arguments.add_argument("--state", metavar="DIR", type=state_directory, default=default_state(),
                               help="where everything of it is kept (default: %(default)s)")
        if verb is up:
            arguments.add_argument("--port", metavar="N", type=port_number,
                                   help=f"first of its ports, the gateway's; kept (default: {configuration.DEFAULT_PORT})")
            arguments.add_argument("--build", metavar="DIR", help="run what is built there, and build nothing")
            arguments.add_argument("--no-install", action="store_true", help="install no packages, say which are missing")
            arguments.add_argument("--no-demo", action="store_true", help="leave it empty but for one operator; kept")
            arguments.add_argument("--prepare", action="store_true", help="make its files and start nothing (for systemd)")
    options, unknown = parser.parse_known_args()
    if unknown:
        options.refuse(f"there is no {unknown[0]}")
    try:
        options.verb(options)
        return
    except Refusal as refusal:
        reason = refusal
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else error
    except KeyboardInterrupt:
        reason = "interrupted"
    with contextlib.suppress(OSError):
        if shutil.disk_usage(options.state).free < FULL_BYTES:
            reason = f"{reason}\nThe disk of {options.state} is full."
    sys.exit(f"deploy/{options.verb.__name__}: {reason}")


if __name__ == "__main__":
    main()
