#!/usr/bin/env python3
"""How runs of the program end when the site, the disk, a signal or a limit is against them, and how politely it asks.
A screening of a partner whose pages fail in every way, over the misbehaving server of the shared test data.

  endings.py PROGRAM
"""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from hostile_site import HostileSite

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = ""
SITE = None

# What a page of the application answers, and what the report must say of it.
BLOCKED = {
    "/h/st_401": "page-needs-login", "/h/st_403": "page-forbidden", "/h/st_429_huge": "page-retry-later",
    "/h/st_451": "page-legally-withheld", "/h/st_503_past_date": "page-server-error",
    "/h/st_login_wall": "page-needs-login", "/h/con_reset_before": "page-connection-reset",
    "/h/con_close_before": "page-connection-closed", "/h/con_reset_mid_body": "page-cut-short",
    "/h/con_ssh_banner": "page-not-http", "/h/gzip_truncated": "page-damaged", "/h/redir_self": "page-redirect-loop",
    "/h/redir_chain50/0": "page-too-many-redirects", "/h/redir_no_location": "page-redirect-nowhere",
    "/h/ssrf_canary_dotted": "page-address-not-public", "/h/redir_port22": "page-port-refused",
    "/h/scheme_file": "page-scheme-refused", "/h/hdr_1mb": "page-header-too-large", "/h/cl_huge": "page-too-large",
    "/h/empty_200": "page-empty", "/h/script_injected": "page-script-only",
}
PORTS = {(11, "https"): "page-certificate-self-signed", (12, "https"): "page-certificate-expired",
         (13, "https"): "page-certificate-wrong-host", (15, "https"): "page-tls-handshake",
         (5, "http"): "page-connection-refused"}


def limited(**limits):
    """For a process to be started with: its resource limits by name."""
    def set_limits():
        for name, value in limits.items():
            kind = getattr(resource, "RLIMIT_" + name.upper())
            resource.setrlimit(kind, (value, value))
    return set_limits


class Endings(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def write(self, name, value):
        with open(self.path(name), "w", encoding="utf-8") as out:
            json.dump(value, out)
        return self.path(name)

    def network(self, **crawl):
        words = ["--allow-net", f"127.0.0.1:{SITE.port}", "--allow-net", f"127.0.0.1:{SITE.port + 2}-{SITE.port + 16}",
                 "--ca-file", SITE.catalogue()["ca_file"],
                 "--config", self.write("config.json", {"crawl": {"contact": "https://operator.example/bot", **crawl}})]
        for name in ("good.h.test", "slow.h.test", "robots-none404.h.test", "robots-delay3600.h.test"):
            words += ["--connect-to", f"{name}::127.0.0.1:"]
        return words

    def application(self, home="/h/ok", material=()):
        base = f"http://127.0.0.1:{SITE.port}"
        return self.write("application.json", {
            "partner": {"name": "Partner", "home_page": home if "://" in home else base + home},
            "thought_leadership": [{"url": url, "kind": "blog"} for url in material]})

    def run_program(self, *words, limits=None, stdout=subprocess.PIPE):
        return subprocess.run([PROGRAM, *words], stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=240,
                              check=False, preexec_fn=limits)

    def screen(self, *words, limits=None, **application):
        return self.run_program("screen", self.application(**application), "--format", "json", "-q", *words,
                                *self.network(delay_ms=0), limits=limits)

    def leftovers(self):
        return [name for name in os.listdir(self.folder.name) if not name.endswith(".json")]

    def test_what_was_not_observed_is_told_by_its_fault_and_never_absent(self):
        base = f"http://127.0.0.1:{SITE.port}"
        expected = {base + path: code for path, code in BLOCKED.items()}
        for (offset, scheme), code in PORTS.items():
            host = "good.h.test" if scheme == "https" else "127.0.0.1"
            expected[f"{scheme}://{host}:{SITE.port + offset}/h/ok"] = code
        gone = base + "/h/st_410"
        evidence = self.path("evidence.warc.gz")
        ran = self.screen("--evidence", evidence, material=expected)
        self.assertIn(ran.returncode, (1, 2), ran.stderr)
        report = json.loads(ran.stdout)
        url_of = {item["id"]: item["url"] for item in report["evidence"]}
        told = {}
        for requirement in report["requirements"]:
            for reason in requirement["reasons"]:
                for citation in reason["citations"]:
                    told.setdefault(url_of[citation], set()).add(reason["code"])
        for url, code in expected.items():
            with self.subTest(url=url):
                self.assertIn(code, told.get(url, set()))
                self.assertNotIn("page-not-found", told.get(url, set()))
        self.assertIn("page-not-found", self.screen(material=[gone]).stdout)
        again = self.run_program("judge", evidence, "--format", "json")
        self.assertEqual((again.returncode, again.stdout), (ran.returncode, ran.stdout))

    def test_signals_end_a_crawl_with_its_evidence(self):
        for name in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=name):
                evidence, report = self.path(f"{name}.warc.gz"), self.path(f"{name}.json")
                material = [f"http://127.0.0.1:{SITE.port}/h/con_hang"]
                words = [PROGRAM, "screen", self.application(material=material), "--format", "json", "-q", "-o", report,
                         "--evidence", evidence, *self.network(delay_ms=0)]
                seen = SITE.summary()["by_name"].get("con_hang", 0)
                with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as process:
                    while SITE.summary()["by_name"].get("con_hang", 0) == seen:
                        self.assertIsNone(process.poll())
                        time.sleep(0.05)
                    process.send_signal(name)
                    _, err = process.communicate(timeout=30)
                self.assertIn(process.returncode, (1, 2), err)
                with open(report, encoding="utf-8") as text:
                    facts = json.load(text)
                self.assertEqual(facts["crawl"]["ended"], "interrupted")
                codes = [reason["code"] for each in facts["requirements"] for reason in each["reasons"]]
                self.assertIn("page-not-fetched", codes)
                self.assertEqual(self.run_program("judge", evidence, "--format", "json").stdout,
                                 json.dumps(facts, indent=2, ensure_ascii=False) + "\n")
                self.assertFalse([each for each in os.listdir(self.folder.name) if each.endswith(".part")])

    def test_a_full_disk_is_told_and_leaves_nothing_behind(self):
        evidence, report = self.path("full.warc.gz"), self.path("full.html")
        ran = self.screen("--evidence", evidence, "-o", report, limits=limited(fsize=3000))
        self.assertEqual(ran.returncode, 3)
        self.assertIn("cannot write the evidence", ran.stderr)
        self.assertEqual((ran.stdout, self.leftovers()), ("", []))
        self.assertIn(self.screen("--evidence", evidence).returncode, (1, 2))
        words = ["judge", evidence, "--format", "html"]
        ran = self.run_program(*words, "-o", report, limits=limited(fsize=3000))
        self.assertEqual(ran.returncode, 3)
        self.assertIn("the report could not be written", ran.stderr)
        self.assertEqual(self.leftovers(), ["full.warc.gz"])
        with open("/dev/full", "w", encoding="utf-8") as full:
            ran = self.run_program(*words, stdout=full)
        self.assertEqual(ran.returncode, 3)
        self.assertIn("standard output", ran.stderr)

    def test_what_cannot_be_written_is_told_before_anything_is_asked_for(self):
        before = SITE.hits()["seq"]
        for words in (["-o", self.path("nowhere/report.json")], ["-o", self.folder.name],
                      ["--evidence", self.path("nowhere/e.warc.gz")]):
            ran = self.screen(*words)
            self.assertEqual((ran.returncode, ran.stdout), (3, ""), words)
            self.assertIn(words[1], ran.stderr)
        self.assertEqual([hit for hit in SITE.hits(before)["hits"] if hit["target"].startswith("/h/")], [])

    def test_64_file_descriptors_are_enough(self):
        material = [f"http://127.0.0.1:{SITE.port}/h/{name}" for name in ("ok_slowish", "st_403", "date_good")]
        ran = self.screen("--evidence", self.path("few.warc.gz"), material=material, limits=limited(nofile=64))
        self.assertIn(ran.returncode, (1, 2), ran.stderr)
        self.assertNotEqual(json.loads(ran.stdout)["crawl"]["ended"], "interrupted")

    def crawl_host(self, host, **crawl):
        """Crawls a site of its own to the end; gives what the server saw of it."""
        since = SITE.hits()["seq"]
        home = f"http://{host}:{SITE.port}/"
        ran = self.run_program("path", home, home + "nowhere", "-q", "--json", *self.network(**crawl))
        self.assertIn(ran.returncode, (0, 1, 2), ran.stderr)
        return [hit for hit in SITE.hits(since)["hits"] if hit.get("host", "").startswith(host)]

    def test_a_site_is_asked_politely(self):
        hits = self.crawl_host("robots-none404.h.test")
        self.assertGreaterEqual(len(hits), 5)
        self.assertEqual(hits[0]["target"], "/robots.txt")
        for hit in hits:
            self.assertEqual(hit["method"], "GET")
            self.assertRegex(hit["ua"], r"^libverify/\S+ \(\+https://operator\.example/bot\)$")
        for before, after in zip(hits, hits[1:]):
            # One at a time, and half a second from the end of one to the start of the next.
            self.assertGreaterEqual(after["t"] - before["t"], 0.49)

    def test_a_crawl_delay_is_kept_up_to_the_cap(self):
        hits = self.crawl_host("robots-delay3600.h.test", delay_ms=0, max_crawl_delay_ms=1500)
        self.assertGreaterEqual(len(hits), 3)
        for before, after in zip(hits[1:], hits[2:]):
            self.assertGreaterEqual(after["t"] - before["t"], 1.49)

    def test_retry_after_is_waited_for(self):
        since = SITE.hits()["seq"]
        self.run_program("page", f"http://127.0.0.1:{SITE.port}/h/st_429_secs", *self.network(delay_ms=0))
        hits = [hit for hit in SITE.hits(since)["hits"] if hit.get("name") == "st_429_secs"]
        self.assertEqual(len(hits), 3)
        for before, after in zip(hits, hits[1:]):
            self.assertGreaterEqual(after["t"] - before["t"], 4.99)


def main():
    global PROGRAM, SITE
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    shared = os.environ.get("VERIFY_SHARED", os.path.join(os.path.dirname(SOURCE), "shared"))
    script = os.path.join(shared, "hostile", "hostile_server.py")
    if not os.path.exists(script):
        print("SKIP: the shared data has no hostile/hostile_server.py")
        sys.exit(77)
    SITE = HostileSite(script)
    try:
        result = unittest.main(exit=False, verbosity=2).result
        canaries = SITE.hits()["canary_connections"]
        print(f"{canaries} canary connections")
    finally:
        SITE.stop()
    sys.exit(0 if result.wasSuccessful() and canaries == 0 else 1)


if __name__ == "__main__":
    main()
