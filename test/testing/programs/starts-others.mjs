// A program that has others do its work, in every way that Node has. It prints what each has come to.
import { execFile, fork, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { SHARE_ENV, Worker } from "node:worker_threads";

const program = fileURLToPath(new URL("by-fetch.mjs", import.meta.url));
const worker = fileURLToPath(new URL("worker.mjs", import.meta.url));

const printed = (child) =>
  new Promise((resolve) => {
    let text = "";
    child.stdout.on("data", (piece) => {
      text += piece;
    });
    child.on("close", () => resolve(text));
  });
const told = (running) => new Promise((resolve) => running.once("message", resolve).once("error", resolve));

const COMMON_JS = `
  const { parentPort } = require("node:worker_threads");
  fetch("https://api.didomi.io/").then(({ status }) => status, ({ cause }) => cause.message).then((told) => parentPort.postMessage(told));
`;
const { API_KEY } = process.env;
const IS_PRELOADED = 'Symbol.for("standin.interception") in globalThis';
const TELL = 'const tell = (told) => require("node:worker_threads").parentPort.postMessage(told);';
const byItself = `${TELL} import(process.env.PRELOAD).then(() => tell(${IS_PRELOADED}))`;

const started = {
  execFile: printed(execFile(process.execPath, [program])),
  "spawn in another folder": printed(spawn(process.execPath, [program], { cwd: tmpdir() })),
  shell: printed(spawn(`"${process.execPath}" "${program}"`, { shell: true })),
  "fork, with the preload once more": printed(
    fork(program, { silent: true, execArgv: ["--import", process.env.PRELOAD] }),
  ),
  "fork, with another copy": printed(
    fork(program, { silent: true, execArgv: ["--import", process.env.OTHER_PRELOAD] }),
  ),
  worker: told(new Worker(worker)),
  "fork without flags": printed(fork(program, { silent: true, execArgv: [] })),
  "worker without flags": told(new Worker(worker, { execArgv: [] })),
  "worker with an environment": told(new Worker(worker, { env: { API_KEY } })),
  "worker with both": told(new Worker(worker, { env: { API_KEY }, execArgv: [] })),
  "worker with the same environment": told(new Worker(worker, { env: SHARE_ENV })),
  "worker of a string that asks": told(new Worker(COMMON_JS, { eval: true })),
  "worker of a string with an environment that asks": told(new Worker(COMMON_JS, { eval: true, env: {} })),
  "worker of a string": told(new Worker(`${TELL} tell(${IS_PRELOADED})`, { eval: true })),
  "worker of a string that loads it": told(new Worker(byItself, { eval: true })),
};
const all = Object.entries(started).map(async ([way, outcome]) => [way, await outcome]);
process.stdout.write(JSON.stringify(Object.fromEntries(await Promise.all(all))));
