// A program that intercepts its own requests by standin, and has others ask, in every way that Node has. It prints what each has come to.
import { execFile, fork, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { SHARE_ENV, Worker } from "node:worker_threads";

const { createStandin } = await import(process.env.STANDIN_INDEX);
const program = fileURLToPath(new URL("asks.mjs", import.meta.url));
const byFetch = fileURLToPath(new URL("by-fetch.mjs", import.meta.url));

const printed = (child) =>
  new Promise((resolve) => {
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (piece) => {
        text += piece;
      });
    child.on("close", () => resolve(text));
  });
const told = (running) => new Promise((resolve) => running.once("message", resolve).once("error", resolve));

const COMMON_JS = `
  const { parentPort } = require("node:worker_threads");
  fetch("https://api.avacy.eu/").then(({ status }) => status, ({ cause }) => cause.code).then((told) => parentPort.postMessage(told));
`;
const IN_THREAD = `new (require("node:worker_threads").Worker)(process.argv[1], { env: { PROXY_PORT: process.env.PROXY_PORT } }).once("message", (told) => process.stdout.write(told))`;
const { PROXY_PORT } = process.env;

const start = {
  execFile: () => printed(execFile(process.execPath, [program])),
  "spawn in another folder": () => printed(spawn(process.execPath, [program], { cwd: tmpdir() })),
  shell: () => printed(spawn(`"${process.execPath}" "${program}"`, { shell: true })),
  fork: () => printed(fork(program, { silent: true })),
  "fork without flags": () => printed(fork(program, { silent: true, execArgv: [] })),
  "a thread of a child": () => printed(execFile(process.execPath, ["-e", IN_THREAD, program])),
  thread: () => told(new Worker(program)),
  "thread without flags": () => told(new Worker(program, { execArgv: [] })),
  "thread with an environment": () => told(new Worker(program, { env: { PROXY_PORT } })),
  "thread with both": () => told(new Worker(program, { env: { PROXY_PORT }, execArgv: [] })),
  "thread with the same environment": () => told(new Worker(program, { env: SHARE_ENV })),
  "thread of a string": () => told(new Worker(COMMON_JS, { eval: true })),
  "thread of a string with an environment": () => told(new Worker(COMMON_JS, { eval: true, env: {} })),
  "thread of a module": () =>
    told(new Worker(new URL(`data:text/javascript,${encodeURIComponent(readFileSync(program, "utf8"))}`))),
};
const run = async (ways) =>
  Object.fromEntries(await Promise.all(Object.entries(ways).map(async ([way, begin]) => [way, await begin()])));

const standin = await createStandin();
const { url } = await standin.listen();
const before = process.env.NODE_OPTIONS;
const interception = await standin.intercept();
const during = await run(start);
const preloaded = { ...process.env, STANDIN_URL: url };
const shared = await printed(
  execFile(process.execPath, ["--import", process.env.PRELOAD, byFetch], { env: preloaded }),
);
interception.stop();
const IS_GUARDED = 'process.stdout.write(String(Symbol.for("standin.guard") in globalThis))';
const after = [await printed(execFile(process.execPath, ["-e", IS_GUARDED])), process.env.NODE_OPTIONS === before];
const entries = (await standin.world()).journal.entries().map(({ operationId }) => operationId);
await standin.close();
process.stdout.write(JSON.stringify({ during, shared, after, entries }));
