/**
 * Runs in a network namespace of its own. It serves on every address, and has a second namespace, connected by a cable,
 * ask for the control API; then it asks by loopback itself. Prints one line of JSON.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import express from "express";
import { createStandin } from "#standin/standin.ts";
import { createExpressRouter } from "#transports/express.ts";

const HERE = "10.77.0.1";
const THERE = "10.77.0.2";
const ip = (...args: string[]): void => void execFileSync("ip", args);

ip("link", "set", "lo", "up");
ip("link", "add", "lan0", "type", "veth", "peer", "name", "lan1");
ip("addr", "add", `${HERE}/24`, "dev", "lan0");
ip("link", "set", "lan0", "up");

const standin = await createStandin();
const token = await createStandin({ controlToken: "fake-control-token" });
const mounted = await createStandin();
const app = express();
app.use(createExpressRouter(mounted.engine));
// As people write it: without an address.
const everywhere = createServer(app).listen(0);
await once(everywhere, "listening");
const ports = {
  "node:http": (await standin.listen({ port: 0, host: "0.0.0.0" })).port,
  Express: (everywhere.address() as AddressInfo).port,
  "with the token": (await token.listen({ port: 0, host: "0.0.0.0" })).port,
};
const onLoopback = (await standin.listen({ port: 0 })).port;

const other = spawn("unshare", ["-n", process.execPath, join(import.meta.dirname, "lan-client.mjs")], {
  stdio: ["pipe", "pipe", "inherit"],
});
const lines = createInterface({ input: other.stdout })[Symbol.asyncIterator]();
await lines.next();
ip("link", "set", "lan1", "netns", String(other.pid));
other.stdin.end(JSON.stringify({ ports, onLoopback, here: HERE, there: THERE }));
const fromOther = JSON.parse((await lines.next()).value ?? "{}");
const fromHere: Record<string, number> = {};
for (const [name, port] of Object.entries(ports))
  fromHere[name] = (await fetch(`http://127.0.0.1:${port}/_standin/worlds`)).status;
process.stdout.write(`${JSON.stringify({ fromOther, fromHere })}\n`);
process.exit(0);
