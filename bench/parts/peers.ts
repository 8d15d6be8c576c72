import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetchNode, NODE_22, versionOfNode } from "../../scripts/nodes.ts";
import { type Extent, type Load, loadServer, type Rate } from "../load.ts";
import { type Contestant, contestants, ITEM, ITEM_WRITTEN, TOKEN } from "../peers/contestants.ts";
import { installPeers, versionOf } from "../peers/install.ts";
import { type Scale, say } from "../scale.ts";
import { type RunningServer, residentMegabytes, startProgram } from "../servers.ts";
import { round } from "../statistics.ts";
import { type Starts, timeStarts } from "./start.ts";
import { medianRate } from "./throughput.ts";

/** The result of one contestant, or why it did not start or finish. */
export interface Placed {
  readonly name: string;
  readonly version?: string | undefined;
  readonly note?: string | undefined;
  /** The version of Node that it ran on, where that is not the measured one. */
  readonly node?: string | undefined;
  /** Where it is warmed up until its figures stop improving: how long that took. */
  readonly warmedUp?: Readonly<Partial<Record<Kind, WarmUp>>>;
  readonly does?: Behaviour;
  readonly read?: Rate;
  readonly write?: Rate;
  readonly start?: Starts;
  readonly idleMegabytes?: number | undefined;
  readonly afterReads?: Weighed | undefined;
  readonly afterWrites?: Weighed | undefined;
  readonly failure?: string;
}

/** Which part of standin's work a contestant does; its speed means nothing without it. */
interface Behaviour {
  readonly refusesWithoutToken: boolean;
  readonly refusesBadBody: boolean;
  readonly readsBackWhatWasWritten: boolean;
}

interface WarmUp {
  readonly seconds: number;
  /** False: its figures still improved when the time was up. */
  readonly isSettled: boolean;
}

/** Resident memory after so many requests. */
interface Weighed {
  readonly requests: number;
  readonly megabytes: number | undefined;
}

type Kind = "read" | "write";

/** After how many requests memory is compared, the same for all; slower contestants get as many as they can answer. */
const WEIGHED_AFTER: Readonly<Record<Kind, number>> = { read: 40_000, write: 20_000 };
const LONGEST_BEFORE_WEIGHED_MS = 16_000;
const REQUESTS_AT_ONCE = 2500;

/** A warm-up ends after so many rounds in which neither figure has improved by as much as this, or when time is up. */
const SETTLED_ROUNDS = 3;
const IMPROVEMENT = 0.03;
const LONGEST_WARM_UP_S = 60;

/** A contestant that is running. */
interface Entered {
  readonly contestant: Contestant;
  /** A separate process of it, without the state of earlier requests. */
  readonly start: () => Promise<RunningServer>;
  readonly server: RunningServer;
  readonly rates: { readonly read: Rate[]; readonly write: Rate[] };
  readonly placed: { -readonly [Name in keyof Placed]: Placed[Name] };
}

/**
 * Measures all contestants on the same work, a round each in turn, so that a slow moment of the machine affects all;
 * afterwards memory, one process after the other.
 */
export async function measurePeers(scale: Scale): Promise<Placed[]> {
  const installError = await installPeers();
  const scratch = await mkdtemp(join(tmpdir(), "standin-bench-"));
  const entered: Entered[] = [];
  const placed: Placed[] = [];
  try {
    for (const contestant of contestants) {
      const one = await enter(contestant, { scratch, installError, scale });
      placed.push(one.placed);
      if ("server" in one) entered.push(one);
    }
    for (const kind of ["read", "write"] as const) await runRounds(entered, kind, scale);
    await Promise.all(entered.map(({ server }) => server.stop()));
    for (const one of entered) await weigh(one, scale);
    return placed;
  } finally {
    await Promise.all(entered.map(({ server }) => server.stop()));
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Arena {
  /** A folder for all, deleted at the end. */
  readonly scratch: string;
  /** What npm reported, if it could not install all packages. */
  readonly installError: string | undefined;
  readonly scale: Scale;
}

async function enter(
  contestant: Contestant,
  { scratch, installError, scale }: Arena,
): Promise<Entered | { placed: Placed }> {
  const { name, note, prepare, program, first } = contestant;
  const version = contestant.package && (await versionOf(contestant.package));
  const placed: Entered["placed"] = { name, version, note };
  try {
    if (contestant.package !== undefined && version === undefined)
      throw new Error(`its package is not installed: ${installError ?? "npm reported no error"}`);
    if (program(0, scratch).command === "java")
      await promisify(execFile)("java", ["-version"]).catch(() => {
        throw new Error("Java is not installed");
      });
    const executable = await executableFor(contestant, scale);
    if (executable !== scale.node) placed.node = await versionOfNode(executable);
    const start = async (): Promise<RunningServer> => {
      const folder = await mkdtemp(join(scratch, "peer-"));
      await prepare?.(folder);
      return startProgram((port) => program(port, folder), first, executable);
    };
    placed.start = await timeStarts(start, Math.ceil(scale.starts / 2));
    const server = await start();
    placed.idleMegabytes = await residentMegabytes(server);
    const one: Entered = { contestant, start, server, rates: { read: [], write: [] }, placed };
    placed.does = await tryOut(contestant, server).catch(async (error: Error) => {
      await server.stop();
      throw error;
    });
    say(`  ${name} ${version ?? ""}: starts in ${placed.start.medianMs} ms`);
    return one;
  } catch (error) {
    placed.failure = (error as Error).message;
    say(`  ${name} takes no part: ${placed.failure}`);
    return { placed };
  }
}

/** The measured Node, or a newer one from the registry where the contestant needs it. */
async function executableFor({ leastNode = 0 }: Contestant, { node }: Scale): Promise<string> {
  const major = Number(/^v(\d+)/.exec(await versionOfNode(node))?.[1]);
  if (major >= leastNode) return node;
  return fetchNode(NODE_22).catch((error: Error) => {
    throw new Error(`it needs Node ${leastNode}, which cannot be fetched: ${error.message.slice(-300)}`);
  });
}

const signedIn = ({ signIn }: Contestant, url: string): Promise<Record<string, string>> =>
  signIn?.(url) ?? Promise.resolve({ ...TOKEN });

async function tryOut(contestant: Contestant, { url }: RunningServer): Promise<Behaviour> {
  const { path, good, bad, contentType } = contestant.write ?? ITEM_WRITTEN;
  const headers = await signedIn(contestant, url);
  const send = (body: string, sent: Record<string, string>) =>
    fetch(url + path, { method: "POST", headers: { ...sent, "content-type": contentType }, body });
  const created = await send(good(), headers);
  if (!created.ok) throw new Error(`POST ${path}: ${created.status} ${(await created.text()).slice(0, 200)}`);
  const { id } = (await created.json()) as { readonly id?: unknown };
  const read = await fetch(url + toReadPath(contestant, String(id)), { headers });
  const readBack = (await read.json().catch(() => ({}))) as { readonly id?: unknown };
  const other = await fetch(url + toReadPath(contestant, "no-such-item"), { headers });
  return {
    refusesWithoutToken: (await send(good(), {})).status >= 400,
    refusesBadBody: (await send(bad, headers)).status >= 400,
    // A fixed reply has the same id whatever is asked for.
    readsBackWhatWasWritten: read.ok && id !== undefined && readBack.id === id && other.status >= 400,
  };
}

const toReadPath = ({ read = (id) => `/items/${id}` }: Contestant, id: string): string => read(id);

/** A read of something that is there; a write of something new. */
async function toLoad(contestant: Contestant, { url }: RunningServer, kind: Kind): Promise<Load> {
  const headers = await signedIn(contestant, url);
  const { path, good, contentType } = contestant.write ?? ITEM_WRITTEN;
  const writing = { method: "POST", headers: { ...headers, "content-type": contentType } } as const;
  if (kind === "write") return { url: url + path, ...writing, next: () => ({ body: good() }) };
  if (contestant.id === undefined) return { url: url + toReadPath(contestant, ITEM.id), method: "GET", headers };
  const { id } = (await (await fetch(url + path, { ...writing, body: good() })).json()) as { readonly id: string };
  return { url: url + toReadPath(contestant, id), method: "GET", headers };
}

async function runRounds(entered: readonly Entered[], kind: Kind, scale: Scale): Promise<void> {
  for (let round = 0; round < scale.rounds; round += 1)
    for (const one of entered) {
      if (one.placed.failure !== undefined) continue;
      await runRound(one, kind, round === 0, scale).catch((error: Error) => {
        one.placed.failure = error.message;
        say(`  ${one.placed.name}: ${error.message}`);
      });
    }
  for (const { placed, rates } of entered) {
    if (rates[kind].length === 0) continue;
    placed[kind] = medianRate(rates[kind]);
    say(`  ${placed.name}, ${kind}: ${placed[kind]?.requestsPerSecond} requests a second`);
  }
}

async function runRound(one: Entered, kind: Kind, isFirst: boolean, scale: Scale): Promise<void> {
  const { contestant, server, rates } = one;
  const most = contestant.mostRequests;
  const load = await toLoad(contestant, server, kind);
  const extent = (seconds: number, share: number): Extent =>
    most === undefined ? { seconds } : { requests: round(most * share, 0) };
  if (isFirst && contestant.isWarmedUpFully) await warmUpFully(one, kind, load, scale);
  else if (isFirst) await loadServer(server, load, extent(scale.warmupSeconds, 0.4));
  rates[kind].push(await loadServer(server, load, extent(scale.seconds, 0.5)));
}

/** Sends a load until neither throughput nor processor time improves any more. */
async function warmUpFully({ server, placed }: Entered, kind: Kind, load: Load, scale: Scale): Promise<void> {
  const begin = performance.now();
  const end = begin + scale.of(LONGEST_WARM_UP_S * 1000);
  let mostRequests = 0;
  let leastMicros = Number.POSITIVE_INFINITY;
  let settled = 0;
  while (settled < SETTLED_ROUNDS && performance.now() < end) {
    const { requestsPerSecond, cpuMicros = Number.POSITIVE_INFINITY } = await loadServer(server, load, {
      seconds: scale.seconds,
    });
    const improves =
      requestsPerSecond > mostRequests * (1 + IMPROVEMENT) || cpuMicros < leastMicros * (1 - IMPROVEMENT);
    settled = improves ? 0 : settled + 1;
    mostRequests = Math.max(mostRequests, requestsPerSecond);
    leastMicros = Math.min(leastMicros, cpuMicros);
  }
  const warmUp = { seconds: round((performance.now() - begin) / 1000, 0), isSettled: settled >= SETTLED_ROUNDS };
  placed.warmedUp = { ...placed.warmedUp, [kind]: warmUp };
  say(`  ${placed.name}, ${kind}: warmed up for ${warmUp.seconds} s${warmUp.isSettled ? "" : ", still improving"}`);
}

/** Memory after as many requests as the others have had; each kind of request on a process of its own. */
async function weigh(one: Entered, scale: Scale): Promise<void> {
  const { placed } = one;
  if (placed.failure !== undefined) return;
  try {
    placed.afterReads = await weighAfter(one, "read", scale);
    placed.afterWrites = await weighAfter(one, "write", scale);
    const { afterReads, afterWrites } = placed;
    say(`  ${placed.name}: ${afterReads.megabytes} MB after reads, ${afterWrites.megabytes} MB after writes`);
  } catch (error) {
    placed.failure = (error as Error).message;
    say(`  ${placed.name}: ${placed.failure}`);
  }
}

async function weighAfter({ contestant, start }: Entered, kind: Kind, scale: Scale): Promise<Weighed> {
  const server = await start();
  try {
    const most = scale.of(WEIGHED_AFTER[kind]);
    const end = performance.now() + scale.of(LONGEST_BEFORE_WEIGHED_MS);
    let sent = 0;
    while (sent < most && performance.now() < end) {
      const requests = Math.min(scale.of(REQUESTS_AT_ONCE), most - sent);
      await loadServer(server, await toLoad(contestant, server, kind), { requests });
      sent += requests;
    }
    return { requests: sent, megabytes: await residentMegabytes(server) };
  } finally {
    await server.stop();
  }
}
