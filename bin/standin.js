#!/usr/bin/env node
import module from "node:module";

// From Node 22 on, compiled code is kept between runs, which halves the start.
module.enableCompileCache?.();

try {
  const { main } = await import("../dist/cli.js");
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND" || !error.message.includes("dist")) throw error;
  console.error("standin is not built yet: run `npm run build` first (`npm ci` does so unless scripts are off).");
  process.exitCode = 2;
}
