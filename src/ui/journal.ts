import { useEffect, useState } from "preact/hooks";
import { apiOf, type Exchange, isAbsent, isAccessError, type WorldApi } from "./api.ts";
import { toMessage } from "./formats.ts";

/** Most exchanges that a page keeps; the journal of standin itself is shorter, unless an option says otherwise. */
export const MOST_EXCHANGES = 10_000;
/** Exchanges that arrive within this time are shown together. */
const TOGETHER_MS = 100;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;

/** `absent`: there is no such world, and looking at it must not create it. */
export type Connection = "loading" | "live" | "lost" | "denied" | "absent";

/** The journal of a world as far as this page has followed it. */
export interface LiveJournal {
  /** Oldest first. */
  readonly exchanges: readonly Exchange[];
  readonly connection: Connection;
  readonly problem: string | undefined;
}

const EMPTY: LiveJournal = { exchanges: [], connection: "loading", problem: undefined };

/** Follows a world's journal, and begins anew when standin restarts or the world is reset. */
export function useJournal(world: string): LiveJournal {
  const [journal, setJournal] = useState(EMPTY);
  useEffect(() => {
    const controller = new AbortController();
    setJournal(EMPTY);
    void follow(apiOf(world), controller.signal, (change) => {
      if (!controller.signal.aborted) setJournal(change);
    });
    return () => controller.abort();
  }, [world]);
  return journal;
}

type Change = (change: (before: LiveJournal) => LiveJournal) => void;

async function follow(world: WorldApi, signal: AbortSignal, change: Change): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      await world.get();
      const exchanges = await world.exchanges({ limit: MOST_EXCHANGES });
      change(() => ({ exchanges, connection: "live", problem: undefined }));
      pauseMs = FIRST_PAUSE_MS;
      await listen(world, exchanges.at(-1)?.number ?? 0, signal, change);
      // The stream ends with the world: whether there is another one of its name is asked at once.
      continue;
    } catch (error) {
      const connection = isAccessError(error) ? "denied" : isAbsent(error) ? "absent" : "lost";
      change(({ exchanges }) => ({
        exchanges: connection === "absent" ? [] : exchanges,
        connection,
        problem: toMessage(error),
      }));
      if (connection === "denied") return;
      if (connection === "absent") pauseMs = FIRST_PAUSE_MS;
    }
    await pause(pauseMs, signal);
  }
}

/** Adds new exchanges until the stream ends: with the world, or with standin. */
async function listen(world: WorldApi, since: number, signal: AbortSignal, change: Change): Promise<void> {
  let arrived: Exchange[] = [];
  const show = (): void => {
    const added = arrived;
    arrived = [];
    change((before) => ({ ...before, exchanges: [...before.exchanges, ...added].slice(-MOST_EXCHANGES) }));
  };
  for await (const exchange of world.follow(since, signal))
    if (arrived.push(exchange) === 1) setTimeout(show, TOGETHER_MS);
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });

const texts = new WeakMap<Exchange, string>();

/** All that a search looks at, in lower case. */
function textOf(exchange: Exchange): string {
  const before = texts.get(exchange);
  if (before !== undefined) return before;
  const { number, provider, operationId = "", request, reply, fault = "", refusal } = exchange;
  const parts = [
    `#${number}`,
    provider,
    operationId,
    request.method,
    request.path,
    request.query,
    request.body ?? "",
    String(reply.status),
    reply.body ?? "",
    fault,
    refusal?.code ?? "",
    ...(refusal?.reasons ?? []),
  ];
  const text = parts.join("\n").toLowerCase();
  texts.set(exchange, text);
  return text;
}

/** Which exchanges a list shows. */
export interface ListFilter {
  readonly text: string;
  readonly provider: string;
  /** `refused`, `changed`, or a class of statuses such as `4xx`; empty: all. */
  readonly kind: string;
}

export function matches(exchange: Exchange, { text, provider, kind }: ListFilter): boolean {
  if (provider !== "" && exchange.provider !== provider) return false;
  if (!isOfKind(exchange, kind)) return false;
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return words.every((word) => textOf(exchange).includes(word));
}

function isOfKind({ refusal, fault, changes, reply }: Exchange, kind: string): boolean {
  if (kind === "") return true;
  if (kind === "refused") return refusal !== undefined || fault !== undefined;
  if (kind === "changed") return changes.length > 0;
  return String(reply.status).startsWith(kind.slice(0, 1));
}
