"""Runs `verify` on one case and says in one word what it answered."""
import json
import os
import signal
import subprocess
import tempfile
import threading
import time

WALL_LIMIT = 60  # seconds of any case


class Ran:
    """One run of the program: what it printed, and what it cost."""

    def __init__(self, words, cwd=None, patience=1):
        self.words = words
        started = time.monotonic()
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            process = subprocess.Popen(words, stdout=out, stderr=err, stdin=subprocess.DEVNULL,
                                       start_new_session=True, cwd=cwd)
            killer = threading.Timer(2 * WALL_LIMIT * patience, os.killpg, (process.pid, signal.SIGKILL))
            killer.start()
            _, status, usage = os.wait4(process.pid, 0)
            killer.cancel()
            self.seconds = time.monotonic() - started
            self.exit_code = os.waitstatus_to_exitcode(status)
            process.returncode = self.exit_code
            self.left_running = group_lives(process.pid)
            out.seek(0)
            self.out = out.read()
            err.seek(0)
            self.err = err.read().decode(errors="replace")
        self.cpu_seconds = usage.ru_utime + usage.ru_stime
        self.megabytes = usage.ru_maxrss / 1024

    def json(self):
        return json.loads(self.out)  # raises for what is no UTF-8 and for half a report


def group_lives(group):
    try:
        os.killpg(group, 0)
        return True
    except ProcessLookupError:
        return False


def answer_of_page(facts):
    """ "ok", "ok: not_found", "unreachable: cut_short", "http_error: 404" … """
    if "status" in facts:
        word = facts["status"]
        what = facts["fault"] or (str(facts["http_status"]) if word == "http_error" else "")
        return f"{word}: {what}" if what else word
    soft = facts["soft_answer"]
    if soft == "empty" and shown_text(facts).strip():
        return "ok: short"
    if soft == "empty" and facts["truncated"]:
        return "ok: cut"
    if soft == "script_shell" and facts["text"].strip():
        return "ok: short, with scripts"
    if soft != "none":
        return f"ok: {soft}"
    return "ok: cut" if facts["truncated"] else "ok"


def answer_of_path(facts):
    """ "crawled: exhausted", "crawled: capped" or, where there is no home page, its status"""
    home = facts.get("home")  # none when the crawl ended before it was answered
    if home is not None and home["status"] != "ok":
        because = " (robots.txt)" if home["detail"].startswith("robots.txt:") else ""
        return answer_of_page(home) + because
    return "crawled: " + ("capped" if facts["crawl"]["capped_patterns"] else facts["crawl"]["ended"])


# Our answers as the catalogue's words; the first that fits counts for those of a status.
OUTCOMES = {
    "ok": {"ok"},
    "ok: cut": {"ok", "parse_limit"},
    "ok: short": {"ok", "parse_limit", "no_evidence"},  # read, and too little to judge by
    "ok: short, with scripts": {"ok", "no_evidence"},
    "ok: not_found": {"soft_404"},
    "ok: empty": {"ok_empty", "no_evidence"},
    "ok: parked": {"no_evidence"},
    "ok: login_wall": {"no_evidence"},
    "ok: consent_wall": {"no_evidence"},
    "ok: bot_wall": {"no_evidence"},
    "ok: too_complex": {"ok", "parse_limit"},
    "ok: catch_all": {"no_evidence", "soft_404"},
    "ok: script_shell": {"no_evidence", "ok_empty"},
    "unreachable: cut_short": {"truncated"},
    "unreachable: damaged": {"decode_error", "protocol_error", "truncated"},
    "unreachable: not_http": {"protocol_error"},
    "unreachable": {"connect_error"},
    "timed_out": {"timeout"},
    "tls_error": {"tls_error"},
    "too_large: header_too_large": {"header_too_large"},
    "too_large": {"too_large"},
    "redirect_loop: redirect_circle": {"redirect_loop"},
    "redirect_loop: too_many_redirects": {"too_many_redirects"},
    "redirect_loop: redirect_nowhere": {"bad_redirect"},
    "refused_by_policy: address_not_public": {"blocked_address"},
    "refused_by_policy: scheme_not_http": {"blocked_scheme"},
    "refused_by_policy: port_not_for_web": {"blocked_port"},
    "refused_by_policy: credentials_in_url": {"blocked_url"},
    "refused_by_policy: url_too_long": {"blocked_url"},
    "http_error: retry_later": {"retry_later"},
    "http_error": {"http_error"},
    "unreadable_file: file_without_text": {"pdf_error", "ok_empty", "no_evidence"},
    "unreadable_file: file_over_limits": {"pdf_error", "parse_limit"},
    "unreadable_file": {"pdf_error"},
    "unsupported_type": {"unsupported", "trap_stopped"},  # nothing in it is followed
    "refused_by_robots": {"robots_denied", "robots_unreachable"},
    "bot_wall": {"http_error", "no_evidence"},
    "crawled: exhausted": {"ok"},
    "crawled: satisfied": {"ok"},
    "crawled": {"trap_stopped"},
}


def outcomes(answer):
    if answer.endswith(" (robots.txt)"):
        return {"robots_unreachable"}
    return OUTCOMES.get(answer) or OUTCOMES.get(answer.split(":")[0], set())


def shown_text(facts):
    """All text of a page that could become evidence."""
    sections = [part for each in facts.get("sections", []) for part in (each["heading"], each["body"])]
    return "\n".join([facts.get("title", ""), facts.get("text", ""), *sections])
