#!/usr/bin/env node
// An old Node must be able to read this file, to say that it is too old: no import statement, no top-level await, and no
// syntax younger than Node 10.

/** As `engines` of package.json has it. */
const OLDEST_NODE = "20.19.0";

const MOST_LINES = 20;
const MOST_CHARACTERS = 300;

function isTooOld(version) {
  const [major, minor] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE.split(".").map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** An error as text that fits on a screen: Node would print the line of code, and those of `dist` are as long as a book. */
function toReport(error) {
  const isError = typeof error === "object" && error !== null && typeof error.stack === "string";
  const cause = isError && error.cause !== undefined ? `\nCaused by ${String(error.cause)}` : "";
  const lines = `${isError ? error.stack : String(error)}${cause}`.split("\n");
  const shown = lines.slice(0, MOST_LINES).map((line) => {
    // What a terminal would obey is not printed.
    const plain = line.replace(/\p{Cc}/gu, " ");
    return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS)}…` : plain;
  });
  return shown.concat(lines.length > MOST_LINES ? `(${lines.length - MOST_LINES} more lines)` : []).join("\n");
}

function endBy(error) {
  console.error(`standin was ended by an unexpected error:\n${toReport(error)}`);
  process.exit(1);
}

function run() {
  // Rejections that are not handled arrive here as well.
  process.on("uncaughtException", endBy);
  // From Node 22 on, compiled code is kept between runs, which halves the start.
  const compiler = process.getBuiltinModule("node:module");
  if (compiler.enableCompileCache !== undefined) compiler.enableCompileCache();
  import("../dist/cli.js")
    .then((cli) => cli.main(process.argv.slice(2)))
    .then((exitCode) => {
      process.exitCode = exitCode;
    })
    .catch((error) => {
      const isUnbuilt = error !== null && typeof error === "object" && error.code === "ERR_MODULE_NOT_FOUND";
      if (!isUnbuilt || !error.message.includes("dist")) endBy(error);
      console.error("standin is not built yet: run `npm run build` first (`npm ci` does so unless scripts are off).");
      process.exitCode = 2;
    });
}

if (isTooOld(process.versions.node)) {
  console.error(
    `standin needs Node ${OLDEST_NODE} or newer; this is Node ${process.versions.node}. See https://nodejs.org.`,
  );
  process.exitCode = 2;
} else run();
