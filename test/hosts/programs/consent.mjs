/** Records consents at the host that is built in, by each client of Node, and prints what each request came to. */
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import http2 from "node:http2";
import https from "node:https";
import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";

const ORIGIN = "https://api.avacy.eu";
const PATH = "/standin/domains_groups/1/consents";
const headers = { authorization: "Bearer 1|standin-token", "content-type": "application/json" };
const [, , body, isInner] = process.argv;
const outcomes = {};

outcomes.fetch = (await fetch(ORIGIN + PATH, { method: "POST", headers, body })).status;

const sent = https.request(ORIGIN + PATH, { method: "POST", headers });
sent.end(body);
const [reply] = await once(sent, "response");
outcomes.https = reply.statusCode;
reply.resume();

const session = http2.connect(ORIGIN);
const stream = session.request({ ":method": "POST", ":path": PATH, ...headers });
stream.end(body);
const [received] = await once(stream, "response");
outcomes.http2 = received[":status"];
stream.resume();
session.close();

if (process.env.PACKAGES) {
  const require = createRequire(`${process.env.PACKAGES}/index.js`);
  const { fetch: fetchOfUndici, Agent, request } = require("undici");
  outcomes.undici = (await fetchOfUndici(ORIGIN + PATH, { method: "POST", headers, body })).status;
  const dispatcher = new Agent({ allowH2: true });
  outcomes["undici with HTTP/2"] = (
    await request(ORIGIN + PATH, { method: "POST", headers, body, dispatcher })
  ).statusCode;
  const axios = require("axios");
  outcomes.axios = (await axios.post(ORIGIN + PATH, body, { headers })).status;
  outcomes["axios without a proxy"] = (await axios.post(ORIGIN + PATH, body, { headers, proxy: false })).status;
}

if (isInner === undefined) {
  const inner = [process.argv[1], body, "inner"];
  outcomes.child = JSON.parse(execFileSync(process.execPath, inner, { env: process.env }).toString()).fetch;
  const code = `fetch("${ORIGIN}/no-such").then(({ status }) => require("node:worker_threads").parentPort.postMessage(status))`;
  [outcomes.worker] = await once(new Worker(code, { eval: true }), "message");
}
process.stdout.write(`${JSON.stringify(outcomes)}\n`, () => process.exit());
