# SPDX-License-Identifier: EUPL-1.2
"""The processes under s6: one service directory each, restarted when they die, their logs rotated by s6-log.

All of them inherit an open file on which a lock is held, so that the lock is free exactly when the last of them is gone.
"""
import fcntl
import os
import resource
import shlex
import shutil
import subprocess
import time

import configuration
import topology
from refusal import Refusal

LOG_FILES, LOG_BYTES = 10, 2_000_000  # kept for each process
KILL_AFTER = 20  # seconds a process has to finish what it has begun
OPEN_FILES = 65536  # of each process, where the system allows it: one for each connection
COMMANDS = {"s6-svscan": "s6", "s6-log": "s6", "nats-server": "nats-server"}


def find(command):
    path = shutil.which(command, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if not path:
        raise Refusal(f"{command} is missing (Debian package {COMMANDS[command]})")
    return path


class Supervisor:
    def __init__(self, directory):
        self.directory = directory
        self.services = directory / "run" / "service"
        self.lock = directory / "run" / "alive"

    def write_services(self):
        """Returns whether anything changed."""
        changed = False
        for process in topology.PROCESSES:
            folder, log = self.services / process.name, self.directory / "log" / process.name
            (folder / "log").mkdir(parents=True, exist_ok=True)
            log.mkdir(exist_ok=True)
            keep = [find("s6-log"), "-b", f"n{LOG_FILES}", f"s{LOG_BYTES}", str(log)]
            changed |= configuration.write(folder / "run", script(self.command(process)), 0o755)
            changed |= configuration.write(folder / "log" / "run", script(keep), 0o755)
            changed |= configuration.write(folder / "down-signal", f"{process.stop_signal}\n", 0o644)
            changed |= configuration.write(folder / "timeout-kill", f"{KILL_AFTER * 1000}\n", 0o644)
        return changed

    def command(self, process):
        config = self.directory / "config"
        if process.program:
            return [str(self.directory / "bin" / os.path.basename(process.program)), "--config",
                    str(config / "samspil.ini")]
        return [find("nats-server"), "--config", str(config / "nats.conf")]

    def running(self):
        try:
            os.close(self.take_lock())
            return False
        except BlockingIOError:
            return True

    def take_lock(self):
        descriptor = os.open(self.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            raise
        return descriptor

    def start(self):
        # A variable of the shell that typed the command is no setting of the instance: that is its samspil.ini.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SAMSPIL_")}
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, OPEN_FILES)), hard))
        lock = self.take_lock()
        with open(self.directory / "log" / "supervisor", "wb") as log:
            subprocess.Popen([find("s6-svscan"), str(self.services)], cwd=self.directory, env=environment,
                             stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[lock], start_new_session=True)
        os.close(lock)

    def stop(self):
        """In the reverse of the order in which they build on each other; a process that hangs is killed."""
        for group in (["gateway"], topology.SERVICES, ["nats"]):
            folders = [str(self.services / name) for name in group if (self.services / name / "supervise").exists()]
            for folder in folders:
                subprocess.run(["s6-svc", "-d", folder], stderr=subprocess.DEVNULL, check=False)
            subprocess.run(["s6-svwait", "-D", "-t", str((KILL_AFTER + 5) * 1000), *folders],
                           stderr=subprocess.DEVNULL, check=False)
        subprocess.run(["s6-svscanctl", "-t", str(self.services)], check=False)
        if self.is_gone_within(10):
            return
        # On a full disk a log tries to be written for ever; what it still holds is lost now.
        for process in topology.PROCESSES:
            subprocess.run(["s6-svc", "-k", str(self.services / process.name / "log")],
                           stderr=subprocess.DEVNULL, check=False)
        if not self.is_gone_within(10):
            raise Refusal(f"something still runs from {self.directory}: see `fuser {self.lock}`")

    def is_gone_within(self, seconds):
        deadline = time.monotonic() + seconds
        while self.running():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def last_words(self, lines=4):
        for process in topology.PROCESSES:
            current = self.directory / "log" / process.name / "current"
            if current.exists():
                yield from (f"{process.name}: {line}" for line in
                            current.read_text(errors="replace").splitlines()[-lines:])


def script(command):
    return f"#!/bin/sh\nexec 2>&1\nexec {shlex.join(command)}\n"
