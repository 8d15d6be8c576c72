/** stubby by its programmatic interface, as its command line takes no free ports. Arguments: the port, packages, stubs. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const [port = "0", packages = ".", stubs = ""] = process.argv.slice(2);
const { Stubby } = createRequire(`${packages}/`)("stubby");
// It reports to stdout why it exits.
console.dir = console.error;
const data = JSON.parse(await readFile(stubs, "utf8"));
await new Stubby().start({ data, stubs: Number(port), admin: 0, tls: 0, location: "127.0.0.1", quiet: true });
process.once("SIGTERM", () => process.exit(0));
