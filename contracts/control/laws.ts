import { isDeepStrictEqual } from "node:util";
import type { Observer, Question, WalkReply } from "../agreement/contract.ts";

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

type Ask = (question: Question) => Promise<unknown>;
type Path = Readonly<Record<string, string>>;
type Law = (answered: WalkReply, ask: (operationId: string, path: Path, body?: unknown) => Promise<Reply>) => Told;
type Told = Promise<string | undefined>;

const isSame = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one, other);

/** What was deleted is not there any more. */
const removes =
  (reader: string): Law =>
  async ({ path }, ask) => {
    const { status } = await ask(reader, path);
    return status === 404 ? undefined : `it is still there: ${reader} answers ${status}`;
  };

/** What was emptied is empty. */
const empties =
  (reader: string): Law =>
  async ({ path }, ask) => {
    const { body } = await ask(reader, path);
    return Object.values(body as Readonly<Record<string, readonly unknown[]>>).every(({ length }) => length === 0)
      ? undefined
      : `${reader} still lists something`;
  };

/** Later reads must show what a reply has shown. */
const shows =
  (reader: string, toPath: (answered: WalkReply) => Path = ({ path }) => path): Law =>
  async (answered, ask) => {
    const { status, body } = await ask(reader, toPath(answered));
    return status === 200 && isSame(body, answered.body)
      ? undefined
      : `${reader} answers ${status} and shows otherwise`;
  };

/** To put back what was read changes nothing. */
const putsBack: Law = async ({ path, body }, ask) => {
  const put = await ask("putState", path, body);
  return put.status === 200 && isSame(put.body, body) ? undefined : `put back, it is another state (${put.status})`;
};

const SIMPLE: Readonly<Record<string, readonly Law[]>> = {
  deleteWorld: [removes("getWorld")],
  deleteSnapshot: [removes("getSnapshot")],
  deleteFault: [removes("getFault")],
  clearFaults: [empties("listFaults")],
  clearExchanges: [empties("listExchanges")],
  putWorld: [shows("getWorld")],
  resetWorld: [shows("getWorld"), empties("listExchanges"), empties("listFaults"), empties("listEvents")],
  putSnapshot: [shows("getSnapshot")],
  restoreSnapshot: [shows("getWorld")],
  forkWorld: [shows("getWorld", ({ body }) => ({ world: nameOf(body) }))],
  changeClock: [shows("getClock")],
  advanceClock: [shows("getClock")],
  addFault: [
    shows("getFault", ({ path, body }) => ({ ...path, fault: String((body as { readonly id: unknown }).id) })),
  ],
  putState: [shows("getState")],
  getState: [putsBack],
};

const nameOf = (body: unknown): string => String((body as { readonly name: unknown }).name);

/**
 * The laws of the control API that no single reply can break: what replies show is what there is, a fork has the same
 * state, a snapshot that was restored brings back the state of its time, and a reset the same state each time.
 *
 * @param providers whose state is compared
 */
export function createLaws(providers: readonly string[]): Observer {
  /** States by snapshot, as they were when it was taken. */
  const taken = new Map<string, readonly unknown[]>();
  let seeded: readonly unknown[] | undefined;

  return {
    async observe(answered, look: Ask) {
      const { operationId, path, body } = answered;
      const ask = async (id: string, parameters: Path, sent?: unknown): Promise<Reply> =>
        (await look({ operationId: id, path: parameters, body: sent })) as Reply;
      for (const law of SIMPLE[operationId] ?? []) {
        const objection = await law(answered, ask);
        if (objection !== undefined) return objection;
      }
      const { world = "", snapshot = "" } = path;
      const stateOf = async (name: string): Promise<unknown[]> => {
        const states: unknown[] = [];
        for (const provider of providers) states.push((await ask("getState", { world: name, provider })).body);
        return states;
      };
      const key = `${world}/${snapshot}`;
      if (operationId === "putSnapshot") taken.set(key, await stateOf(world));
      if (operationId === "deleteSnapshot") taken.delete(key);
      if (operationId === "deleteWorld")
        for (const each of taken.keys()) if (each.startsWith(`${world}/`)) taken.delete(each);
      if (operationId === "restoreSnapshot" && taken.has(key) && !isSame(taken.get(key), await stateOf(world)))
        return "the state is not that of the snapshot";
      if (operationId === "forkWorld" && !isSame(await stateOf(world), await stateOf(nameOf(body))))
        return "the copy has another state";
      if (operationId === "resetWorld") {
        seeded ??= await stateOf(world);
        if (!isSame(seeded, await stateOf(world))) return "the state is not that of the seed";
      }
      return undefined;
    },
  };
}
