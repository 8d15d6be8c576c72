import { StandinError } from "#engine/basics/errors.ts";
import { isHost } from "#engine/basics/host.ts";
import { quoteValue } from "#engine/basics/quote.ts";
import { isLoopbackHost } from "#engine/contract/loopback.ts";
import type { Mock } from "#engine/contract/mock.ts";

/*
 * Loaded only where there is a mock of one's own: those of standin do not clash.
 */

/** What a mock has to have, as `defineMock` makes it: callers without types may pass anything. */
const FUNCTIONS = ["checkSeed", "seed", "describeCredentials", "exampleRequest", "behaviour"] as const;

/** Whether a value is a mock. */
export function isMock(value: unknown): value is Mock {
  if (typeof value !== "object" || value === null) return false;
  const { api, state, ...rest } = value as Partial<Mock>;
  return (
    typeof api === "object" &&
    typeof api?.name === "string" &&
    Array.isArray(api.hosts) &&
    Array.isArray(api.prefixes) &&
    typeof state === "object" &&
    state !== null &&
    FUNCTIONS.every((name) => typeof rest[name] === "function")
  );
}

/**
 * Refuses mocks that cannot be served together.
 *
 * @returns each of them once
 * @throws StandinError that names what clashes, and says what to change
 */
export function checkMocks(given: readonly unknown[]): readonly Mock[] {
  const mocks = [...new Set(given)].map((each, index) => {
    if (isMock(each)) return each;
    throw invalid(
      `providers[${index}] is ${describe(each)}, neither the name of a provider nor a mock. Make mocks by defineMock of standin/mock.`,
    );
  });
  const names = new Owners("name", "Change the name in api.name");
  const prefixes = new Owners("prefix", "Give one of them another prefix");
  const hosts = new Owners("host", "Take it out of api.hosts of one of them");
  for (const mock of mocks) {
    const { name } = mock.api;
    const prefix = mock.prefix ?? name;
    checkName(name);
    names.claim(name, name);
    checkPrefix(prefix, name);
    // Its name leads to a mock in any case.
    for (const each of new Set([name, prefix])) prefixes.claim(each, name);
    hosts.claim(`${name}.localhost`, name);
    for (const host of new Set(mock.api.hosts)) {
      checkHost(host, name);
      if (host !== `${name}.localhost`) hosts.claim(host, name);
    }
  }
  return mocks;
}

function describe(value: unknown): string {
  return typeof value === "object" && value !== null && "then" in value
    ? "a promise (await it first)"
    : quoteValue(value);
}

const invalid = (message: string): StandinError => new StandinError("ERR_STANDIN_INVALID_MOCK", message);

/** Which mock has a name, a prefix or a host: nothing has two. */
class Owners {
  readonly #owners = new Map<string, string>();
  readonly #what: string;
  readonly #advice: string;

  constructor(what: string, advice: string) {
    this.#what = what;
    this.#advice = advice;
  }

  claim(value: string, owner: string): void {
    const other = this.#owners.get(value);
    if (other !== undefined)
      throw invalid(
        `Two providers have the ${this.#what} ${value}${other === owner ? "" : `: ${other} and ${owner}`}. ${this.#advice}.`,
      );
    this.#owners.set(value, owner);
  }
}

/** A name is part of a host, `<name>.localhost`, and a member of seed files. */
const NAME = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** @returns what is wrong with the name of a provider, if anything is */
export const explainName = (name: string): string | undefined =>
  NAME.test(name)
    ? undefined
    : `A provider cannot be called ${quoteValue(name)}: a name is 1 to 63 lower-case letters, digits and dashes, begins with a letter and ends without a dash, as it is part of a host.`;

function checkName(name: string): void {
  const complaint = explainName(name);
  if (complaint !== undefined) throw invalid(complaint);
}

const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** `_standin` is the control API's, and `~name` is a world's. */
function checkPrefix(prefix: string, name: string): void {
  if (typeof prefix !== "string" || !PREFIX.test(prefix))
    throw invalid(
      `${name} cannot have the prefix ${quoteValue(prefix)}: a prefix is one segment of a path, of letters, digits, dots, dashes and underscores, and begins with a letter or digit. /_standin and /~… are standin's own.`,
    );
}

function checkHost(host: string, name: string): void {
  const isGood = typeof host === "string" && isHost(host) && host === host.toLowerCase() && !/:\d*$/.test(host);
  if (!isGood)
    throw invalid(
      `${name} cannot have the host ${quoteValue(host)}: api.hosts holds host names in lower case, without scheme and port, such as api.example.com.`,
    );
  if (host !== `${name}.localhost` && isLoopbackHost(host))
    throw invalid(
      `${name} cannot have the host ${host}, at which standin itself answers. Leave it out: the provider answers under its prefix, and at ${name}.localhost.`,
    );
}
