"""A plain HTTP client of a running standin for tests: a world, its clock, its faults, its journal."""

import json
import os
import urllib.error
import urllib.parse
import urllib.request

STANDIN_URL = os.environ.get("STANDIN_URL", "http://127.0.0.1:4700")


class World:
    """One isolated world of a running standin, created from its seed. Names have up to 64 letters, digits, `.`, `_`, `-`."""

    def __init__(self, name, url=STANDIN_URL):
        self.name = name
        self.url = url
        self.control("POST", "/reset")

    def drop(self):
        self.control("DELETE", "")

    def base_url(self, provider):
        """Returns the base URL of a provider in this world."""
        return f"{self.url}/~{self.name}/{provider}"

    def advance(self, by):
        """Moves the clock, by milliseconds or an ISO 8601 duration, and waits for work that falls due."""
        return self.control("POST", "/clock/advance", {"by": by})

    def add_fault(self, match, effect, when=None):
        return self.control("POST", "/faults", {"match": match, "effect": effect, "when": when or {}})

    def exchanges(self, **query):
        """Returns the journal, oldest first."""
        return self.control("GET", "/exchanges?" + urllib.parse.urlencode(query))["exchanges"]

    def control(self, method, path, body=None):
        """Calls the control API. Raises the detail of an error."""
        request = urllib.request.Request(f"{self.url}/_standin/worlds/{self.name}{path}", method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return json.loads(reply.read() or "null")
        except urllib.error.HTTPError as refusal:
            with refusal:
                raise RuntimeError(json.loads(refusal.read())["detail"]) from None
