"""The misbehaving server of the shared data: started on a free port, asked what it saw, stopped."""
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request

OFFSETS = [*range(0, 6), *range(10, 17)]  # the TCP ports it listens at, from its base port


def free_base():
    """A base port whose neighbours are free as well."""
    for base in random.sample(range(21000, 32000, 60), 60):
        try:
            for offset in OFFSETS:
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", base + offset))
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
                probe.bind(("127.0.0.1", base + 53))
            return base
        except OSError:
            continue
    sys.exit("no free ports for the hostile server")


class HostileSite:
    """A server of our own, or (`port` given) one that is running already."""

    def __init__(self, script, port=None):
        self.process = None
        self.port = port
        if port is None:
            self.certificates = tempfile.TemporaryDirectory()
            for _ in range(5):  # somebody else may have taken a port meanwhile
                if self.start(script):
                    break
            else:
                sys.exit("the hostile server did not start")
        self.ask("/healthz", parse=False)

    def start(self, script):
        self.port = free_base()
        self.process = subprocess.Popen(
            [sys.executable, script, "--port", str(self.port), "--certs", self.certificates.name],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)
        if b"ready" in self.process.stdout.readline():
            return True
        self.process.wait()
        return False

    def ask(self, path, parse=True):
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return json.load(answer) if parse else answer.read()

    def catalogue(self):
        return self.ask("/catalogue.json")

    def hits(self, since=0):
        return self.ask(f"/hits.json?since={since}")

    def summary(self):
        return self.ask("/hits/summary.json")

    def stop(self):
        if self.process is None:
            return
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()
        self.certificates.cleanup()
