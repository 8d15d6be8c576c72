import { useEffect, useState } from "preact/hooks";

/** The views of a world, and those of the whole standin, by the names that their addresses have. */
export const WORLD_VIEWS = ["exchanges", "state", "clock", "faults", "webhooks", "messages", "scenarios"] as const;
export const SERVER_VIEWS = ["worlds", "routes", "agreement", "health"] as const;
export type WorldView = (typeof WORLD_VIEWS)[number];
export type ServerView = (typeof SERVER_VIEWS)[number];

/** What the address of the page asks for. */
export interface Place {
  readonly view: WorldView | ServerView;
  readonly world: string;
  /** What is shown within the view: the number of an exchange, a provider, a collection. */
  readonly rest: readonly string[];
}

export const DEFAULT_WORLD = "default";
let latestWorld = DEFAULT_WORLD;

/** Reads the address behind `#`. Anything unknown is the list of exchanges. */
export function toPlace(hash: string): Place {
  const words = hash
    .replace(/^#?\/?/, "")
    .split("/")
    .filter((word) => word !== "")
    .map(decode);
  const [first = "", second = DEFAULT_WORLD, third = "exchanges", ...rest] = words;
  if (first === "worlds" && words.length > 1) {
    const view = WORLD_VIEWS.find((each) => each === third) ?? "exchanges";
    return { view, world: second, rest };
  }
  const server = SERVER_VIEWS.find((each) => each === first);
  return server === undefined
    ? { view: "exchanges", world: DEFAULT_WORLD, rest: [] }
    : { view: server, world: latestWorld, rest: words.slice(1) };
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}

/** The address of a view of a world. */
export const linkTo = (world: string, view: WorldView, ...rest: readonly (string | number)[]): string =>
  `#/${["worlds", world, view, ...rest].map(encodeURIComponent).join("/")}`;

export const linkToServer = (view: ServerView, ...rest: readonly string[]): string =>
  `#/${[view, ...rest].map(encodeURIComponent).join("/")}`;

export const goTo = (link: string): void => {
  location.hash = link;
};

/** The place that the address asks for, now and whenever it changes. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => toPlace(location.hash));
  useEffect(() => {
    const read = (): void => setPlace(toPlace(location.hash));
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }, []);
  latestWorld = place.world;
  return place;
}
