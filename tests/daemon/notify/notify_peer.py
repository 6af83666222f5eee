"""What a receiver of our messages does, with nothing of ours.

    notify_peer.py hmac KEY-FILE TIMESTAMP BODY-FILE    the signature's hex
    notify_peer.py mail FILE                            the mail as JSON
"""
import email
import email.policy
import hashlib
import hmac
import json
import sys
from pathlib import Path


def signature(key_file, timestamp, body_file):
    key = Path(key_file).read_bytes().rstrip(b"\n")
    text = timestamp.encode() + b"." + Path(body_file).read_bytes()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def mail(file):
    raw = Path(file).read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    parts = {part.get_content_type(): part.get_content().replace("\r\n", "\n") for part in message.iter_parts()}
    defects = [repr(d) for p in message.walk() for d in p.defects]
    defects += [repr(d) for value in message.values() for d in value.defects]
    return json.dumps({
        "headers": [[name, str(value)] for name, value in message.items()],
        "to": [a.addr_spec for a in message["to"].addresses],
        "from": [[a.display_name, a.addr_spec] for a in message["from"].addresses],
        "date": message["date"].datetime.isoformat(),
        "type": message.get_content_type(),
        "parts": list(parts),
        "text": parts.get("text/plain"),
        "html": parts.get("text/html"),
        "defects": defects,
        "longest_line": max(len(line) for line in raw.split(b"\r\n")),
        "bare_line_ends": raw.replace(b"\r\n", b"").count(b"\n") + raw.replace(b"\r\n", b"").count(b"\r"),
    })


print({"hmac": signature, "mail": mail}[sys.argv[1]](*sys.argv[2:]))
