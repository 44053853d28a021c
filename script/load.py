"""The load of script/faults: clients that walk cases, register handlings and rate them, and record visits over HTTP, and remember every answer that they got.

Who gets no answer asks again with the same key, as a good client does. What was answered must be there at the end, once.
"""

import base64
import contextlib
import json
import re
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

CLIENTS = 5
# A machine under load may take long to come back; a client that was told nothing asks again until then.
PATIENCE_SECONDS = 300
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
    """What was acknowledged: cases with their verbs, files with the hash of what is kept, handlings and whether they were rated, visits with what the
    firm raised."""

    address: str
    tokens: dict
    office: str
    item: str
    window: str
    firm: str
    picture: bytes
    cases: dict = field(default_factory=dict)
    files: dict = field(default_factory=dict)
    handlings: dict = field(default_factory=dict)
    visits: list = field(default_factory=list)
    served: int = 0
    visited: int = 0
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
        return (
            sum(1 + len(verbs) for verbs in self.cases.values())
            + len(self.files)
            + len(self.handlings)
            + len(self.visits)
        )

    def client(self, client):
        """One stands at the window, one visits a firm, the others walk cases."""
        do = {CLIENTS - 1: self.serve, CLIENTS - 2: self.visit}.get(client, self.walk)
        number = 0
        try:
            while self.running:
                number += 1
                do(f"faults-{time.time_ns()}-{client}-{number}")
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

    def serve(self, key):
        """Something is handled at the window; the applicant rates it on the portal, once."""
        self.served += 1
        sent = {"item": self.item, "office": self.window, "phone": "13800001234", "external_id": key}
        made = self.insist("window", "handlings", f"{key}-handling", sent)
        self.handlings[made["number"]] = False
        page = urllib.parse.urlsplit(made["rating_url"]).path
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        form = self.until_told(lambda: self.read(browser, page))
        names = ("csrfmiddlewaretoken", "submission_key")
        fields = {name: re.search(f'name="{name}" value="([^"]+)"', form)[1] for name in names}
        sent = urllib.parse.urlencode({**fields, "level": "GOOD"}).encode()
        self.until_told(lambda: self.read(browser, page, sent))
        self.handlings[made["number"]] = True

    def visit(self, key):
        """A visit kept on a phone, with what the firm raised, which becomes a case; sent until it is acknowledged."""
        self.visited += 1
        raised = {"aspect": "CASH_FLOW", "content": f"缺周转资金 {key}"}
        sent = {"enterprise": self.firm, "summary": "看了车间。", "needs": [raised]}
        self.visits.append(self.insist("steward", "liaison/contacts", f"{key}-visit", sent)["number"])

    def upload(self):
        """Repeated without a key: a file that nobody names is swept away, one that was acknowledged is kept."""
        body, kind = multipart("现场.png", self.picture)
        done = self.until_answered("desk", "attachments", body, {"Content-Type": kind})
        self.files[done["key"]] = done["sha256"]

    def insist(self, who, path, key, body, headers=()):
        headers = {"Content-Type": "application/json", "Idempotency-Key": key, **dict(headers)}
        return self.until_answered(who, path, json.dumps(body).encode(), headers)

    def until_answered(self, who, path, body, headers):
        return self.until_told(lambda: self.post(who, path, body, headers))

    def until_told(self, ask):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            answer = ask()
            if answer is not None:
                return answer
            self.repeats += 1
            time.sleep(0.2)
        raise Stopped

    def read(self, browser, path, sent=None):
        """A page, or None where nothing was acknowledged. Who had rated already when the answer was lost is told so."""
        try:
            with browser.open(self.address + path, sent, timeout=15) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            with contextlib.closing(error):
                said = error.read().decode(errors="replace")
            if error.code in (502, 503):
                return None
            if error.code == 409 and sent is not None:
                return said
            raise Refused(f"{path}: {error.code} {said[:300]}") from None
        except OSError:
            return None

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
    return Load(
        address,
        city["tokens"],
        city["office"],
        city["item"],
        city["window"],
        city["firm"],
        base64.b64decode(city["picture"]),
    )
