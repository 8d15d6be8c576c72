import { createContext, runInContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { toPeerError } from "#transports/peers.ts";

const MSW = { packageName: "msw", title: "MSW", purpose: "Interception" };
const missing = (code: string, message: string): Error => Object.assign(new Error(message), { code });

describe("an optional package that cannot be loaded", () => {
  it.each([
    ["Node, import", missing("ERR_MODULE_NOT_FOUND", "Cannot find package 'msw' imported from /app/x.js")],
    ["Node, require", missing("MODULE_NOT_FOUND", "Cannot find module 'msw/node'\nRequire stack:")],
    [
      "Jest, whose errors are of another realm",
      runInContext(
        "Object.assign(new Error(\"Cannot find module 'msw' from 'x.cjs'\"), { code: 'MODULE_NOT_FOUND' })",
        createContext(),
      ),
    ],
  ])("is missing, as is said by %s", (_by, error) => {
    expect(toPeerError(error, MSW, () => undefined)).toMatchObject({
      code: "ERR_STANDIN_PEER_MISSING",
      message: "MSW is not installed. Interception needs it: npm install --save-dev msw.",
      cause: error,
    });
  });

  it.each([
    [
      "an entry point",
      missing(
        "ERR_PACKAGE_PATH_NOT_EXPORTED",
        'Package subpath "./node" is not defined by "exports" in /a/node_modules/msw/package.json',
      ),
    ],
    ["a file", missing("ERR_MODULE_NOT_FOUND", "Cannot find module '/a/node_modules/msw/node' imported from x")],
    ["a name", new SyntaxError("The requested module 'msw' does not provide an export named 'http'")],
  ])("is of another version if it lacks %s: it and the supported ones are named", (_what, error) => {
    expect(toPeerError(error, MSW, () => "1.3.5")).toMatchObject({
      code: "ERR_STANDIN_PEER_MISSING",
      message: "MSW 1.3.5 cannot be used. Interception needs ^2.10.0 || ^3.0.0: npm install --save-dev msw@latest.",
    });
  });

  it("has its version read where it is installed", () => {
    const error = new SyntaxError("The requested module 'msw' does not provide an export named 'http'");
    expect(toPeerError(error, MSW)).toMatchObject({
      message: expect.stringMatching(/^MSW 2\.\d+\.\d+ cannot be used/),
    });
  });

  it.each([
    ["another package", missing("ERR_MODULE_NOT_FOUND", "Cannot find package 'msw-other' imported from x")],
    ["a bug in it", new TypeError("msw is not a function")],
    ["something thrown", "msw"],
  ])("is not meant by an error about %s", (_what, error) => {
    expect(toPeerError(error, MSW, () => "1.0.0")).toBe(error);
  });
});
