"""Records consents at the host that is built in, by each client of Python, and prints what each request came to."""

import json
import sys
import urllib.error
import urllib.request

URL = "https://api.avacy.eu/standin/domains_groups/1/consents"
HEADERS = {"authorization": "Bearer 1|standin-token", "content-type": "application/json"}
BODY = sys.argv[1]

outcomes = {}
with urllib.request.urlopen(urllib.request.Request(URL, data=BODY.encode(), headers=HEADERS)) as reply:
    outcomes["urllib"] = reply.status
try:
    urllib.request.urlopen(URL.replace("https:", "http:"), data=BODY.encode())
except urllib.error.HTTPError as error:
    outcomes["urllib in plain text, without credentials"] = error.code

import requests  # noqa: E402

outcomes["requests"] = requests.post(URL, data=BODY, headers=HEADERS, timeout=30).status_code
print(json.dumps(outcomes))
