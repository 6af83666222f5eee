"""A fleet of partners on loopback for a verifyd under test: sites by the thousand out of one of fixtures/, whose pages
change when they are told to; the daemon itself as a process that can be killed; and its API.

Used by tools/load, tools/chaos, tools/trouble and tools/scale. Only Python's own library.
"""
import asyncio
import hashlib
import json
import os
import pathlib
import random
import re
import signal
import subprocess
import threading
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FIXTURE = ROOT / "fixtures/brightloom"
FIXTURE_HOST = "www.brightloom.example"
TYPES = {".txt": "text/plain", ".xml": "application/xml"}


class Fleet:
    """The sites, each at a loopback address of its own, as in life: libcurl looks at all the connections that are kept
    to the address it is about to use. Served by one thread, with ETag and 304."""

    def __init__(self, partners, pages):
        self.partners = partners
        self.files = self._read_pages(pages)
        self.changed = {}  # partner -> how often its home page was changed
        self.requests = self.not_modified = 0
        self.port = None
        started = threading.Event()
        threading.Thread(target=lambda: asyncio.run(self._serve(started)), daemon=True).start()
        started.wait()

    @staticmethod
    def id_of(partner):
        return f"p{partner:05d}"

    def site_of(self, partner):
        """Host and port. The program that is tested has to allow 127.0.0.0/8."""
        return f"127.{1 + (partner >> 16)}.{partner >> 8 & 255}.{partner & 255}:{self.port}"

    @staticmethod
    def _partner_at(site):
        match = re.match(r"127\.(\d+)\.(\d+)\.(\d+):\d+$", site)
        return (int(match[1]) - 1) << 16 | int(match[2]) << 8 | int(match[3]) if match else None

    def change(self, partner):
        """From now on the home page of this partner says something else."""
        self.changed[partner] = self.changed.get(partner, 0) + 1

    def write_applications(self, folder, count=None):
        """A folder for `verifyd import`."""
        text = (FIXTURE / "application.json").read_text()
        for partner in range(count or self.partners):
            application = json.loads(text.replace(FIXTURE_HOST, self.site_of(partner)))
            # Nothing links to this one: to know that, the whole site has to be looked through.
            hidden = json.loads(json.dumps(application["references"][0]))
            hidden["customer"] = {"name": "Nowhere Mills"}
            hidden["public_url"] = f"http://{self.site_of(partner)}/nowhere/"
            application["references"].append(hidden)
            place = pathlib.Path(folder) / self.id_of(partner)
            place.mkdir(parents=True)
            (place / "application.json").write_text(json.dumps(application))

    @staticmethod
    def _read_pages(pages):
        files = {}
        for file in sorted((FIXTURE / "pages").rglob("*")):
            if file.is_file():
                path = "/" + str(file.relative_to(FIXTURE / "pages"))
                files[re.sub(r"index\.html$", "", path)] = file.read_text()
        rest = max(0, pages - sum(1 for path in files if path.endswith("/")))
        links = "".join(f'<li><a href="/notes/{i}/">Note {i}</a>' for i in range(rest))
        files["/"] = files["/"].replace("</body>", f"<!--changes--><ul>{links}</ul></body>")
        body = files["/privacy-policy/"]
        words = re.findall(r"[a-z]{3,}", re.sub("<[^>]*>", " ", files["/"]))
        for i in range(rest):
            text = " ".join(random.Random(i).choices(words, k=300))
            more = f'<h2>Note {i}</h2><p>{text}.</p><a href="/notes/{(i * 7 + 1) % rest}/">The next one</a>'
            files[f"/notes/{i}/"] = body.replace("</body>", more + "</body>")
        files["/nowhere/"] = body
        return files

    def _page(self, site, path):
        text, partner = self.files.get(path), self._partner_at(site)
        if text is None or partner is None:
            return None
        changes = self.changed.get(partner, 0)
        text = text.replace(FIXTURE_HOST, site)
        return text.replace("<!--changes-->", f"<p>Change {changes}</p>").encode()

    def _answer(self, head):
        lines = head.decode("latin-1").split("\r\n")
        path = lines[0].split(" ")[1].split("?")[0]
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        body = self._page(fields.get("host", ""), path)
        self.requests += 1
        if body is None:
            return b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nNot found"
        tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        if fields.get("if-none-match") == tag:
            self.not_modified += 1
            return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
        kind = TYPES.get(pathlib.PurePath(path).suffix, "text/html; charset=utf-8")
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    async def _connection(self, reader, writer):
        try:
            if not writer.get_extra_info("sockname")[0].startswith("127."):
                return
            while head := await reader.readuntil(b"\r\n\r\n"):
                writer.write(self._answer(head))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _serve(self, started):
        server = await asyncio.start_server(self._connection, "0.0.0.0", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        started.set()
        await server.serve_forever()


class Daemon:
    """A verifyd with a data folder of its own."""
    running = set()  # processes

    def __init__(self, program, folder, fleet):
        self.program, self.folder = str(program), pathlib.Path(folder)
        self.config, self.log = self.folder / "verifyd.json", self.folder / "verifyd.log"
        self.settings = {"data": "data", "api": {"port": 0},
                         "crawl": {"delay_ms": 0, "contact": "mailto:fleet@example.org"},
                         "network": {"allow_net": ["127.0.0.0/8"]}}
        self.configure({})
        self.process = None
        self.token = self.command("token", "add", "fleet", "--role", "admin").strip().split()[-1]

    def configure(self, more):
        """Writes the configuration, with these sections in the place of what they were."""
        self.settings.update(more)
        self.config.write_text(json.dumps(self.settings))

    def reload(self):
        self.process.send_signal(signal.SIGHUP)

    def command(self, *words):
        return subprocess.run([self.program, *words, "--config", str(self.config)], check=True, text=True,
                              stdout=subprocess.PIPE).stdout

    def start(self):
        with open(self.log, "w") as log:
            self.process = subprocess.Popen([self.program, "--config", str(self.config)], stderr=log, stdout=log)
        Daemon.running.add(self.process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if found := re.search(r'ready port="(\d+)"', self.log.read_text()):
                self.url = f"http://127.0.0.1:{found[1]}"
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.01)
        raise RuntimeError("verifyd did not come up:\n" + self.log.read_text()[-2000:])

    def kill(self):
        self.process.kill()
        self.process.wait()

    @classmethod
    def kill_all(cls):
        """Of a run that broke off: nothing is left running."""
        for process in cls.running:
            if process.poll() is None:
                process.kill()
                process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=90)

    def ask(self, path, method="GET", body=None, token=True, timeout=30):
        """Status and body; 0 where there was no answer."""
        request = urllib.request.Request(self.url + path, method=method, data=body)
        if token:
            request.add_header("Authorization", "Bearer " + self.token)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except (OSError, ValueError):
            return 0, b""

    def json(self, path):
        status, body = self.ask(path)
        if status != 200:
            raise RuntimeError(f"{path}: {status} {body[:200]!r}")
        return json.loads(body)

    def cpu(self):
        """Seconds of this process and of the children it has waited for."""
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        return sum(int(fields[i]) for i in (11, 12, 13, 14)) / os.sysconf("SC_CLK_TCK")

    def peak_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024

    def metric(self, name):
        text = self.ask("/metrics")[1].decode()
        found = re.search(rf"^{name}(?:{{[^}}]*}})? ([0-9.e+]+)", text, re.M)
        if not found:
            raise RuntimeError(f"no metric {name}: {text[:300]}")
        return float(found[1])
