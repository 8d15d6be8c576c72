import { shownName, shownValue } from "../basics/shown-value.ts";

type Parameters = Readonly<Record<string, unknown>>;

/** Parameters that know which of them a scenario has asked for. */
export interface WatchedParameters {
  /** What the scenario is given. */
  readonly parameters: Parameters;
  /**
   * To be asked once the scenario has run, and before anything is committed.
   *
   * @param describe what the scenario says of itself: names that stand there may be without effect this time
   * @throws RangeError for a parameter that it has not looked at, naming those that it has
   */
  checkAllRead(provider: string, scenario: string, describe: string): void;
}

/**
 * Watches what a scenario reads, so that a name it does not know is not taken for one without effect. One that reads all of
 * them as a whole has a schema that refuses unknown names.
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
      throw new RangeError(
        `The scenario ${JSON.stringify(shownName(scenario))} of ${provider} takes no parameter ${shownValue(unknown)} here; ${list}.`,
      );
    },
  };
}
