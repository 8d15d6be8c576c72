import { createHostTable, type HostTable } from "#hosts/host-table.ts";
import {
  answerPaused,
  type BrowserExchange,
  type PausedRequest,
  type RequestPlace,
  Unanswerable,
} from "./browser-exchange.ts";
import type { BrowserContext, DevToolsSession } from "./browser-target.ts";

/** What answers the requests of a browser context. */
export interface ContextRoute extends BrowserExchange {
  readonly target: BrowserContext;
  /** The hosts that are answered. */
  readonly served: readonly string[];
  /** Those of all providers that there are mocks for. */
  readonly known: readonly string[];
  /** Called with every request that is broken off, and why. */
  readonly onRefused: (sentence: string) => void;
  /** Why nothing is answered any more. */
  ended?: string;
}

/** Answers the requests of one browser, whatever sends them: pages, frames, popups, workers, redirects. */
export interface BrowserHub {
  /** Replaces the route that this context has. */
  add(route: ContextRoute): Promise<void>;
  /** Has the context's requests reach the network again. */
  remove(route: ContextRoute): Promise<void>;
}

interface TargetInfo {
  readonly targetId: string;
  readonly type: string;
  readonly url: string;
  readonly parentFrameId?: string;
  readonly browserContextId?: string;
}

interface FrameTree {
  readonly frame: { readonly id: string };
  readonly childFrames?: readonly FrameTree[];
}

interface RouteState {
  readonly route: ContextRoute;
  readonly table: HostTable;
  /** The browser's own name of the context, which its first page tells. */
  id?: string;
  readonly sessions: Map<object, DevToolsSession>;
}

type Found = { readonly state: RouteState; readonly place: RequestPlace } | "elsewhere" | undefined;

const hubs = new WeakMap<object, Promise<BrowserHub>>();

/** @throws StandinError if the browser is not made of Chromium */
export async function openBrowserHub(target: BrowserContext): Promise<BrowserHub> {
  const opened = hubs.get(target.browser) ?? target.openBrowserSession().then(createHub);
  hubs.set(target.browser, opened);
  opened.catch(() => hubs.delete(target.browser));
  return opened;
}

function createHub(session: DevToolsSession): BrowserHub {
  const states = new Map<object, RouteState>();

  const enable = async (): Promise<void> => {
    const hosts = new Set([...states.values()].flatMap(({ route }) => route.known));
    const patterns = [...hosts].flatMap((host) => [
      `*://${host}/*`,
      `*://${host}:*`,
      `*://${host}./*`,
      `*://${host}.:*`,
    ]);
    if (patterns.length === 0) await session.send("Fetch.disable");
    else await session.send("Fetch.enable", { patterns: patterns.map((urlPattern) => ({ urlPattern })) });
  };

  const take = async (paused: PausedRequest): Promise<void> => {
    const { requestId, request } = paused;
    const found = await locate(session, states, paused);
    const kind =
      typeof found === "object"
        ? found.state.table.kindOf(found.state.table.toName(new URL(request.url).host))
        : "other";
    if (found === "elsewhere" || (found !== undefined && kind !== "served" && kind !== "withheld")) {
      await session.send("Fetch.continueRequest", { requestId });
      return;
    }
    const refuse = async (why: string, errorReason: string): Promise<void> => {
      const { host, pathname } = new URL(request.url);
      const { onRefused } = found?.state.route ?? [...states.values()][0]?.route ?? {};
      onRefused?.(`${request.method} ${host}${pathname} was not sent: ${why}.`);
      await session.send("Fetch.failRequest", { requestId, errorReason });
    };
    if (found === undefined) return refuse("it cannot be told which browser context asks", "BlockedByClient");
    const { route } = found.state;
    if (route.ended !== undefined) return refuse(route.ended, "BlockedByClient");
    if (kind === "withheld")
      return refuse("it is the real host of a provider that this standin does not mock", "BlockedByClient");
    try {
      const fulfilment = await answerPaused(paused, found.place, route);
      await session.send("Fetch.fulfillRequest", { requestId, ...fulfilment });
    } catch (error) {
      if (error instanceof Unanswerable) return refuse(error.message, "AccessDenied");
      // A fault of this world broke the connection off, or the route has ended.
      await session.send("Fetch.failRequest", { requestId, errorReason: "ConnectionReset" });
    }
  };
  // The page may be gone meanwhile, and its request with it.
  session.on("Fetch.requestPaused", (paused) => void take(paused as PausedRequest).catch(() => {}));

  return {
    async add(route) {
      const { context } = route.target;
      const before = states.get(context);
      states.set(context, {
        route,
        table: createHostTable(route.served, route.known),
        sessions: before?.sessions ?? new Map(),
        ...(before?.id !== undefined && { id: before.id }),
      });
      await enable();
      await refresh(route.target);
    },
    async remove(route) {
      const state = states.get(route.target.context);
      if (state?.route !== route) return;
      states.delete(route.target.context);
      await enable();
      await Promise.all([...state.sessions.values()].map((each) => each.detach().catch(() => {})));
    },
  };
}

/**
 * Has pages that are open already ask anew for what loads their requests: they go on with what they were given before requests were
 * paused. Switching the same on and off for a page alone does that.
 */
async function refresh(target: BrowserContext): Promise<void> {
  const pages = await target.pages();
  const openers = pages.flatMap((page) => [page, ...target.frames(page)]);
  await Promise.all(
    openers.map(async (each) => {
      try {
        const session = await target.openPageSession(each);
        await session.send("Fetch.enable", { patterns: [{ urlPattern: "never:*" }] });
        await session.send("Fetch.disable");
        await session.detach();
      } catch {
        // A frame in the process of its page, or one that is gone.
      }
    }),
  );
}

/** Finds the context that a request comes from. */
async function locate(
  session: DevToolsSession,
  states: Map<object, RouteState>,
  { frameId, resourceType }: PausedRequest,
): Promise<Found> {
  const { targetInfos } = (await session.send("Target.getTargets")) as { readonly targetInfos: readonly TargetInfo[] };
  for (const [context, { id, route }] of states)
    if (route.ended !== undefined && !targetInfos.some(({ browserContextId }) => browserContextId === id))
      states.delete(context);
  const byId = (id: string | undefined): TargetInfo | undefined => targetInfos.find(({ targetId }) => targetId === id);
  const own = byId(frameId);
  if (own !== undefined) {
    let top = own;
    for (let next = byId(top.parentFrameId); next !== undefined && next !== top; next = byId(top.parentFrameId))
      top = next;
    for (const state of states.values())
      if ((await idOf(state)) === own.browserContextId)
        return { state, place: { topUrl: top.url, isTopPage: own.type === "page" && resourceType === "Document" } };
    return "elsewhere";
  }
  // A frame in the process of its page is no target.
  for (const state of states.values()) {
    const topUrl = await findFrame(state, frameId);
    if (topUrl !== undefined) return { state, place: { topUrl, isTopPage: false } };
  }
  const [first] = states.values();
  const pages = targetInfos.filter(({ type }) => type === "page");
  const id = first && (await idOf(first));
  if (first !== undefined && pages.every(({ browserContextId }) => browserContextId === id))
    return { state: first, place: { topUrl: pages[0]?.url ?? "", isTopPage: false } };
  return undefined;
}

async function idOf(state: RouteState): Promise<string | undefined> {
  for (const page of state.id === undefined ? await state.route.target.pages() : []) {
    const info = await ask(state, page, "Target.getTargetInfo");
    state.id ??= (info as { readonly targetInfo: TargetInfo } | undefined)?.targetInfo.browserContextId as string;
  }
  return state.id;
}

/** The URL of the page that has a frame. */
async function findFrame(state: RouteState, frameId: string): Promise<string | undefined> {
  for (const page of await state.route.target.pages()) {
    const tree = (await ask(state, page, "Page.getFrameTree")) as { readonly frameTree: FrameTree } | undefined;
    if (tree === undefined || !hasFrame(tree.frameTree, frameId)) continue;
    return ((await ask(state, page, "Target.getTargetInfo")) as { readonly targetInfo: TargetInfo } | undefined)
      ?.targetInfo.url;
  }
  return undefined;
}

const hasFrame = ({ frame, childFrames = [] }: FrameTree, id: string): boolean =>
  frame.id === id || childFrames.some((each) => hasFrame(each, id));

/** Asks a page; `undefined` if it is gone. */
async function ask({ route, sessions }: RouteState, page: object, method: string): Promise<unknown> {
  try {
    const session = sessions.get(page) ?? (await route.target.openPageSession(page));
    sessions.set(page, session);
    return await session.send(method);
  } catch {
    sessions.delete(page);
    return undefined;
  }
}
