import { InvalidArgumentError, Option } from "commander";
import { providerNames } from "#mocks/registry.ts";
import type { ProvidersOptions } from "./providers.ts";

/** What help says of names: those of `--mock` and `--spec` count as well, so they are checked when those are loaded. */
const CHOICES = `(choices: ${providerNames.map((name) => JSON.stringify(name)).join(", ")}, and those of --mock and --spec)`;

/** The option of commands that work on some of the providers. */
export const providerOption = (): Option =>
  new Option("--provider <names...>", `only these providers; default: all ${CHOICES}`);

/** The option of commands that work on one provider. */
export const oneProviderOption = (description: string): Option =>
  new Option("--provider <name>", `${description} ${CHOICES}`);

/** The option of commands that take mocks of one's own. */
export const mockOption = (): Option =>
  new Option("--mock <file>", "a mock of your own besides: a module that exports one; may be repeated").argParser(
    (file: string, before: ProvidersOptions["mock"] = []) => [...before, file],
  );

/** The option of commands that make mocks of OpenAPI documents alone. */
export const specOption = (): Option =>
  new Option(
    "--spec <file>",
    "a mock of an OpenAPI document besides: YAML or JSON, as `name=file` to name it; may be repeated",
  ).argParser((file: string, before: ProvidersOptions["spec"] = []) => [...before, file]);

export const portOption = (): Option =>
  new Option("--port <number>", "port to listen on; 0 picks a free one").argParser(toPort).default(4700);

export const caDirOption = (): Option =>
  new Option("--ca-dir <folder>", "folder of the CA for HTTPS (default: STANDIN_CA_DIR, or that of the user's data)");

/** The options of what answers at the real hosts. */
export const realHostsOptions = (): Option[] => [
  caDirOption(),
  new Option("--offline", "as a proxy, refuse all hosts but the providers' and this machine").default(false),
  new Option("--allow-real-hosts", "as a proxy, let requests to providers through that are not mocked").default(false),
];

export const httpsPortOption = (): Option =>
  new Option("--https-port <number>", "port for HTTPS; 0 picks a free one (default: 4743)").argParser(toPort);

export const hostOption = (): Option =>
  new Option("--host <address>", "address to listen on (default: 127.0.0.1, and ::1 where there is one)").argParser(
    toAddress,
  );

function toPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError("Expected an integer from 0 to 65535.");
  return port;
}

function toAddress(text: string): string {
  if (text === "") throw new InvalidArgumentError("Expected an address, such as 127.0.0.1.");
  return text;
}
