#!/usr/bin/env python3
"""A plugin in Python's standard library: a card, an action with progress, a page in a frame. See README.md."""
import json
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

ID = "queues"
PORTAL = os.environ.get("CALLBOARD_URL", "http://127.0.0.1:7007")
HERE = Path(__file__).parent
waiting = {}


def caller(token):
    """What the token says, if the portal confirms it: signed by it, not older than a minute, and meant for this plugin."""
    question = json.dumps({"token": token, "audience": ID}).encode()
    request = Request(f"{PORTAL}/api/callboard/introspect", question, {"content-type": "application/json"})
    try:
        with urlopen(request, timeout=5) as answer:
            claims = json.load(answer)
    except OSError:
        return None
    return claims if claims["active"] else None


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        path = urlsplit(self.path).path
        if path == "/plugin.yaml":
            return self.answer(200, (HERE / "manifest.yaml").read_bytes(), "application/yaml")
        if path == "/panel":
            return self.answer(200, (HERE / "panel.html").read_bytes(), "text/html; charset=utf-8")
        claims = self.claims()
        if claims and path == "/depth":
            count = waiting.setdefault(claims.get("entity"), 42)
            depth = {"waiting": count, "state": "warning" if count > 10 else "ok", "askedBy": claims["sub"]}
            self.answer(200, json.dumps(depth).encode())
        elif claims:
            self.answer(404)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        claims = self.claims()
        if not claims:
            return
        keep, entity = json.loads(body)["input"].get("keep", 0), claims["entity"]
        self.answer(200, type="application/x-ndjson")
        for step in range(1, 5):
            self.say(progress=step / 4, message=f"a quarter of {entity} is gone")
            time.sleep(0.2)
        waiting[entity] = keep
        self.say(result={"message": f"{keep} messages are left, as {claims['sub']} wished"})

    def claims(self):
        found = caller(self.headers.get("authorization", "").removeprefix("Bearer "))
        if not found:
            self.answer(401)
        return found

    def answer(self, status, body=b"", type="application/json"):
        self.send_response(status)
        self.send_header("content-type", type)
        self.end_headers()
        self.wfile.write(body)

    def say(self, **line):
        self.wfile.write(json.dumps(line).encode() + b"\n")
        self.wfile.flush()


ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8001"))), Service).serve_forever()
