"""The load of script/faults: clients that walk cases over HTTP, and remember every answer that they got.

Who gets no answer asks again with the same key, as a good client does. What was answered must be there at the end, once.
"""

import base64
import contextlib
import json
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field

CLIENTS = 4
# A machine under load may take long to come back; a client that was told nothing asks again until then.
PATIENCE_SECONDS = 90
REPORT = {
    "content": "停车场不开票，请核实处理。",
    "request_type": "COMPLAINT",
    "channel": "API",
    "reporter": {"name": "孙某某", "phone": "13800001234", "identity": "NAMED"},
}


class Refused(Exception):
    """The server answered that this cannot be done: under this load it always can."""


class Stopped(Exception):
    """The round is over, or patience is."""


@dataclass
class Load:
    """What was acknowledged: cases with their verbs, and files with the hash of what is kept."""

    address: str
    tokens: dict
    office: str
    picture: bytes
    cases: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    keys: set = field(default_factory=set)
    faults: list = field(default_factory=list)
    repeats: int = 0
    running: bool = True

    def start(self):
        self.threads = [threading.Thread(target=self.client, args=(n,), daemon=True) for n in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def finish(self):
        self.running = False
        for thread in self.threads:
            thread.join(PATIENCE_SECONDS + 20)

    @property
    def acknowledged(self):
        return sum(1 + len(verbs) for verbs in self.cases.values()) + len(self.files)

    def client(self, client):
        number = 0
        try:
            while self.running:
                number += 1
                self.walk(f"faults-{time.time_ns()}-{client}-{number}")
        except Refused as refused:
            self.faults.append(str(refused))
        except Stopped:
            self.faults.append(f"client {client} was not answered for {PATIENCE_SECONDS} s")

    def walk(self, key):
        """One case through the first verbs of the loop; a picture from whoever handles it."""
        self.keys.add(key)
        made = self.insist("clerk", "cases", key, {"title": f"停车场乱收费 {key[-6:]}", **REPORT})
        verbs = self.cases.setdefault(made["number"], [])
        seen = self.until_answered("clerk", f"cases/{made['number']}", None, {})["version"]
        for who, verb, inputs in (
            ("office", "accept", {}),
            ("office", "dispatch", {"office": self.office, "instruction": "请核实。"}),
            ("desk", "acknowledge", {}),
            ("desk", "contact", {"means": "PHONE", "reached": True, "gist": "已联系。"}),
        ):
            if not self.running:
                return
            path = f"cases/{made['number']}/{verb}"
            done = self.insist(who, path, f"{key}-{verb}", inputs, {"If-Match": f'"{seen}"'})
            verbs.append(verb)
            seen = done["version"]
        self.upload()

    def upload(self):
        """Repeated without a key: a file that nobody names is swept away, one that was acknowledged is kept."""
        body, kind = multipart("现场.png", self.picture)
        done = self.until_answered("desk", "attachments", body, {"Content-Type": kind})
        self.files[done["key"]] = done["sha256"]

    def insist(self, who, path, key, body, headers=()):
        headers = {"Content-Type": "application/json", "Idempotency-Key": key, **dict(headers)}
        return self.until_answered(who, path, json.dumps(body).encode(), headers)

    def until_answered(self, who, path, body, headers):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            answer = self.post(who, path, body, headers)
            if answer is not None:
                return answer
            self.repeats += 1
            time.sleep(0.2)
        raise Stopped

    def post(self, who, path, body, headers):
        """The answer, or None where nothing was acknowledged."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}", **headers}
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=15) as answer:  # nosec B310 - our own loopback address
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with contextlib.closing(error):
                said = error.read().decode(errors="replace")[:300]
            if error.code == 503 or error.code == 502:
                return None
            raise Refused(f"{path}: {error.code} {said}") from None
        except (OSError, ValueError):
            return None


def multipart(name, content):
    line = "faults-7d1f0b"
    head = f'--{line}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    return head.encode() + content + f"\r\n--{line}--\r\n".encode(), f"multipart/form-data; boundary={line}"


def load_of(address, city):
    """A load for the city that script/kept.py has made."""
    return Load(address, city["tokens"], city["office"], base64.b64decode(city["picture"]))
