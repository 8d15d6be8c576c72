import { StandinError } from "../basics/errors.ts";
import { quoteName, quoteValue } from "../basics/quote.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** Parameters that record which of them a scenario has read. */
export interface WatchedParameters {
  /** The parameters to pass to the scenario. */
  readonly parameters: Parameters;
  /**
   * Call it after the scenario has run, and before the commit.
   *
   * @param describe the scenario's description: parameters named in it may be unread this time
   * @throws RangeError for a parameter that the scenario has not read; the message lists those that it has
   */
  checkAllRead(provider: string, scenario: string, describe: string): void;
}

/**
 * Records which parameters a scenario reads, so that unknown names are reported rather than ignored. A scenario that enumerates
 * its parameters is not checked: it has a schema that rejects unknown names.
 */
export function watchParameters(given: Parameters): WatchedParameters {
  const read = new Set<PropertyKey>();
  let isReadWhole = false;
  const parameters = new Proxy<Parameters>(
    { ...given },
    {
      get(target, name) {
        read.add(name);
        return Object.hasOwn(target, name) ? Reflect.get(target, name) : undefined;
      },
      has(target, name) {
        read.add(name);
        return Object.hasOwn(target, name);
      },
      getOwnPropertyDescriptor(target, name) {
        read.add(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys(target) {
        isReadWhole = true;
        return Reflect.ownKeys(target);
      },
    },
  );
  return {
    parameters,
    checkAllRead(provider, scenario, describe) {
      if (isReadWhole) return;
      const described = new Set(describe.match(/\w+/g));
      const unknown = Object.keys(given).find((name) => !read.has(name) && !described.has(name));
      if (unknown === undefined) return;
      const known = [...read].filter((name) => typeof name === "string");
      const list = known.length === 0 ? "it takes none" : `it takes ${known.join(", ")}`;
      throw new StandinError(
        "ERR_STANDIN_INVALID_PARAMETER",
        `The scenario ${JSON.stringify(quoteName(scenario))} of ${provider} takes no parameter ${quoteValue(unknown)} here; ${list}.`,
      );
    },
  };
}
