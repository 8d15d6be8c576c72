"""The program under test: stores people's choices at Didomi. It does not depend on standin."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request


class Consents:
    def __init__(self, organization_id, key, secret, base_url="https://api.didomi.io/v1", sleep=time.sleep):
        self.organization_id = organization_id
        self.credentials = {"type": "api-key", "key": key, "secret": secret}
        self.base_url = base_url
        self.sleep = sleep
        self.token = None

    def record(self, person, purposes):
        """Stores a choice for each purpose, by its id."""
        choices = [{"id": purpose, "enabled": enabled} for purpose, enabled in purposes.items()]
        event = {"user": {"organization_user_id": person}, "consents": {"purposes": choices}}
        self.ask("POST", "/consents/events", {}, event)

    def purposes(self, person):
        """Returns the current choices; empty for a person without choices."""
        users = self.ask("GET", "/consents/users", {"organization_user_id": person})["data"]
        return {each["id"]: each["enabled"] for user in users for each in user["consents"]["purposes"]}

    def ask(self, method, path, query, body=None):
        """Signs in if needed, and retries after the delay that the API gives when it is called too often."""
        if self.token is None:
            self.token = self.send("POST", "/sessions", {}, self.credentials)["access_token"]
        try:
            return self.send(method, path, {"organization_id": self.organization_id, **query}, body)
        except urllib.error.HTTPError as refusal:
            with refusal:
                if refusal.code == 401:
                    self.token = None
                elif refusal.code == 429:
                    self.sleep(int(refusal.headers["retry-after"]))
                else:
                    raise
        return self.ask(method, path, query, body)

    def send(self, method, path, query, body):
        request = urllib.request.Request(f"{self.base_url}{path}?{urllib.parse.urlencode(query)}", method=method)
        if self.token is not None:
            request.add_header("authorization", f"Bearer {self.token}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("content-type", "application/json")
        with urllib.request.urlopen(request, timeout=30) as reply:
            return json.load(reply)
