#!/usr/bin/env python3
"""Every case of the hostile server against the program: within the catalogue's expectation, as
docs/behaviour.md chose, without touching a canary, bounded in time and memory.

  drive.py PROGRAM                 starts a server of its own; names are mapped by --connect-to
  drive.py PROGRAM --server PORT   asks a running one; names come from its DNS (see tools/hostile)
"""
import argparse
import collections
import json
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from behaviour import Behaviour
from hostile_site import HostileSite
from program import WALL_LIMIT, Ran, answer_of_page, answer_of_path, outcomes, shown_text

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.dirname(os.path.dirname(HERE))
SKIP = 77
# Hosts that cases lead to by themselves. Without the server's DNS they are mapped here.
NAMES = {"other.h.test": "127.0.0.1", "rebind.h.test": "127.0.0.1", "good.h.test": "127.0.0.1",
         "robots-private.h.test": "127.0.0.1", "private.h.test": "127.66.0.1"}
# Where the server does not serve what the catalogue says of it (docs/behaviour.md, the last section).
DOUBTFUL = {"robots_redirect": {"not_paths"}}
CRAWLED = ("traps", "robots")  # the other cases are about one page
# What is to be seen in the crawl itself needs all of its time; 20 s are fewer pages than a pattern
# may have, however fast the machine is.
BUDGETS = {"trap_slow_site": {"max_seconds": 20}}


def most_in_flight():
    """The server counts what it handed to its kernel. What its socket holds unsent when a client hangs up is among it:
    as much as the kernel lets a send buffer grow to, where the client was not given the processor for a while."""
    try:
        with open("/proc/sys/net/ipv4/tcp_wmem") as limits:
            return int(limits.read().split()[2])
    except OSError:
        return 4 << 20


IN_FLIGHT = most_in_flight()


class Driver:
    def __init__(self, args, site, folder):
        self.args, self.site, self.folder = args, site, folder
        self.catalogue = site.catalogue()
        self.behaviour = Behaviour(os.path.join(SOURCE, "docs", "behaviour.md"))

    def config(self, case):
        crawl = {"delay_ms": 0, "contact": "https://operator.example/bot", **BUDGETS.get(case, {})}
        file = os.path.join(self.folder, case + ".json")
        with open(file, "w", encoding="utf-8") as out:
            json.dump({"crawl": crawl}, out)
        return file

    def words(self, case):
        port = self.site.port
        if case["category"] in CRAWLED:
            host = case.get("host", "127.0.0.1")
            words = [self.args.program, "path", case["url"], f"http://{host}:{port}/no-such-page", "--json",
                     "-q"]
        else:
            words = [self.args.program, "page", case["url"], "--json"]
        # The server's ports, without the canary between them.
        words += ["--allow-net", f"127.0.0.1:{port}", "--allow-net", f"127.0.0.1:{port + 2}-{port + 16}",
                  "--ca-file", self.catalogue["ca_file"], "--config", self.config(case["name"])]
        if self.args.server is None:
            mirrors = {f"m{i}.mirror.h.test": "127.0.0.1" for i in range(1, 100)}
            names = mirrors if case["name"] == "trap_mirror" else {case.get("host"): "127.0.0.1", **NAMES}
            for host, address in names.items():
                if host:
                    words += ["--connect-to", f"{host}::{address}:"]
        return words

    def run(self, case):
        # Sanitizers make ten megabytes in one line the work of minutes.
        ran = Ran(self.words(case), patience=4 if self.args.unbounded else 1)
        waits = self.behaviour.waits(case["name"])
        result = {"case": case, "ran": ran, "faults": [], "answer": "", "waits": waits}
        fault = result["faults"].append
        missed = []  # of what the catalogue wants
        try:
            facts = ran.json()
        except ValueError as error:
            fault(f"no JSON: {error}; exit {ran.exit_code}; {ran.err[:200]}")
            return result
        crawled = case["category"] in CRAWLED
        result["answer"] = answer_of_path(facts) if crawled else answer_of_page(facts)
        if ran.exit_code not in (0, 1, 2):
            fault(f"exit {ran.exit_code}: {ran.err[:200]}")
        if not crawled:
            self.check_text(case["expect"], facts, ran, missed.append)
        self.check_catalogue(case, result["answer"], missed.append)
        if waits and not missed:
            fault("it no longer has to wait: docs/behaviour.md says \"not yet\"")
        result["faults"] += [] if waits else missed
        self.check_behaviour(case, result["answer"], fault)
        self.check_cost(ran, fault)
        return result

    @staticmethod
    def check_catalogue(case, answer, fault):
        allowed = case["expect"]["outcome"]
        fits = outcomes(answer) & set(allowed)
        # Read, and what must not count is not in its text: check_text says so.
        fits = fits or (answer == "ok" and "no_evidence" in allowed and case["name"].startswith("hidden_"))
        if not fits:
            fault(f"answered {answer!r}, the catalogue allows {allowed}")

    def check_behaviour(self, case, answer, fault):
        chosen = self.behaviour.answers(case["name"])
        if chosen is None:
            fault(f"docs/behaviour.md has no row for it; it answered {answer!r}")
        elif answer not in chosen:
            fault(f"answered {answer!r}, docs/behaviour.md says {chosen}")

    @staticmethod
    def check_text(expect, facts, ran, fault):
        text = shown_text(facts)
        for token in expect.get("text_has", []):
            if token not in text:
                fault(f"text lacks {token!r}")
        for token in expect.get("text_not", []):
            if token in ran.out.decode(errors="replace"):
                fault(f"output has {token!r}")
        for token in expect.get("text_not_strict", []):
            if token in text:
                fault(f"text has {token!r}")

    def check_cost(self, ran, fault):
        if ran.left_running:
            fault("left a process running")
        if self.args.unbounded:
            return
        if self.args.strict and ran.seconds > WALL_LIMIT:
            fault(f"{ran.seconds:.0f} s")
        if ran.megabytes > 256:
            fault(f"{ran.megabytes:.0f} MB")

    def check_hits(self, result, hits):
        """What the server saw of one case."""
        case, fault = result["case"], result["faults"].append
        expect = {key: value for key, value in case["expect"].items()
                  if key not in DOUBTFUL.get(case["name"], ())}
        own = [hit for hit in hits if hit.get("name") == case["name"]]
        if len(own) > expect.get("max_hits", len(own)):
            fault(f"{len(own)} requests, at most {expect['max_hits']}")
        for hit in own:
            if hit["sent"] > expect.get("wire_max", hit["sent"]) + IN_FLIGHT:
                fault(f"{hit['sent']} bytes were sent, at most {expect['wire_max']}")
        host = case.get("host", "\0")
        paths = {hit["target"].split("?")[0] for hit in hits
                 if hit.get("host", "").split(":")[0] == host or hit in own}
        for path in expect.get("not_paths", []):
            if path in paths:
                fault(f"{path} was requested")
        if "only_paths" in expect and paths - set(expect["only_paths"]):
            fault(f"also requested {sorted(paths - set(expect['only_paths']))[:5]}")
        most = expect.get("max_secs", WALL_LIMIT)
        if most < result["ran"].seconds and self.args.strict:
            fault(f"{result['ran'].seconds:.0f} s, at most {most}")

    def cases(self):
        chosen = [case for case in self.catalogue["cases"]
                  if not self.args.category or case["category"] in self.args.category]
        if self.args.case:
            chosen = [case for case in chosen if case["name"] in self.args.case]
        if self.args.server is None:  # these are nothing without the server's DNS
            chosen = [case for case in chosen if case["category"] != "dns"]
        # The slow ones first, so that they sleep beside the others.
        return sorted(chosen, key=lambda case: -case["expect"].get("max_secs", 0))

    def drive(self):
        cases = self.cases()
        # What makes the server work would make the others wait for it.
        heavy = [case for case in cases if "wire_max" in case["expect"] or "bomb" in case["name"]]
        results = []
        for group in ([case for case in cases if case not in heavy], heavy):
            with ThreadPoolExecutor(self.args.jobs) as pool:
                results += pool.map(self.run, group)
        seen = self.site.hits()
        for result in results:
            self.check_hits(result, seen["hits"])
        faults = self.check_all(seen)
        if not self.args.case and not self.args.category:
            names = [case["name"] for case in self.catalogue["cases"]]
            faults += [f"docs/behaviour.md names no case: {each}" for each in self.behaviour.unused(names)]
        return results, faults

    @staticmethod
    def check_all(seen):
        """What holds over the whole run."""
        faults = []
        requests = [hit for hit in seen["hits"] if hit["kind"] == "http"]
        if seen["canary_connections"]:
            faults.append(f"{seen['canary_connections']} canary connections: {seen['canary'][:3]}")
        for hit in requests:
            if hit["method"] != "GET":
                faults.append(f"{hit['method']} {hit['target'][:80]}")
            if "authorization" in hit or "cookie" in hit:
                faults.append(f"credentials or cookies were sent with {hit['target'][:80]}")
            if "x-injected" in hit["headers"]:
                faults.append(f"a header was injected with {hit['target'][:80]}")
            if "malformed_request_line" in hit:
                faults.append(f"malformed request: {hit['malformed_request_line'][:80]}")
            if "(+https://operator.example/bot)" not in hit["ua"]:
                faults.append(f"no contact in the user agent {hit['ua']!r}")
            if str(hit["end"]).startswith("server_bug"):
                faults.append(f"the hostile server itself: {hit['end'][:120]}")
        return faults


def table(results):
    groups = collections.defaultdict(list)
    for result in results:
        groups[result["case"]["category"]].append(result)
    print(f"{'category':16} {'passed':>9} {'waiting':>8} {'worst s':>8} {'cpu s':>6} {'MB':>5}")
    for name, group in [*sorted(groups.items()), ("all", results)]:
        waiting = sum(result["waits"] for result in group)
        passed = sum(not result["faults"] for result in group) - waiting
        runs = [result["ran"] for result in group]
        print(f"{name:16} {passed:4}/{len(group):<4} {waiting:8} {max(run.seconds for run in runs):8.1f} "
              f"{max(run.cpu_seconds for run in runs):6.2f} {max(run.megabytes for run in runs):5.0f}")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--server", type=int, help="port of a running server whose DNS answers for names")
    parser.add_argument("--category", action="append", help="only these")
    parser.add_argument("--case", action="append", help="only these")
    parser.add_argument("--jobs", type=int, default=16, help="cases at once; most of them sleep")
    parser.add_argument("--strict", action="store_true", help="bounds on time as well")
    parser.add_argument("--unbounded", action="store_true", help="no bound on memory (sanitizers)")
    parser.add_argument("--answers", action="store_true", help="print what each case was answered with")
    return parser.parse_args()


def main():
    args = arguments()
    shared = os.environ.get("VERIFY_SHARED", os.path.join(os.path.dirname(SOURCE), "shared"))
    script = os.path.join(shared, "hostile", "hostile_server.py")
    if not os.path.exists(script):
        print("SKIP: the shared data has no hostile/hostile_server.py")
        return SKIP
    site = HostileSite(script, args.server)
    try:
        with tempfile.TemporaryDirectory() as folder:
            results, faults = Driver(args, site, folder).drive()
    finally:
        site.stop()
    for result in sorted(results, key=lambda each: each["case"]["name"]):
        if args.answers:
            ran = result["ran"]
            print(f"{result['case']['category']:15} {result['case']['name']:30} {result['answer']:40} "
                  f"{ran.seconds:5.1f} s {ran.cpu_seconds:5.2f} s cpu {ran.megabytes:4.0f} MB")
        for each in result["faults"]:
            print(f"FAULT {result['case']['name']}: {each}")
    for each in faults[:20]:
        print(f"FAULT {each}")
    table(results)
    return 1 if faults or any(result["faults"] for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
