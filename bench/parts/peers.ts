import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Load, loadServer, type Rate } from "../load.ts";
import { type Contestant, contestants, ITEM, ITEM_WRITTEN, TOKEN } from "../peers/contestants.ts";
import { installPeers, versionOf } from "../peers/install.ts";
import { type Scale, say } from "../scale.ts";
import { type RunningServer, residentMegabytes, startProgram } from "../servers.ts";
import { round } from "../statistics.ts";
import { type Starts, timeStarts } from "./start.ts";
import { medianRate } from "./throughput.ts";

/** What one contestant came to; or why it did not take part, or not to the end. */
export interface Placed {
  readonly name: string;
  readonly version?: string | undefined;
  readonly note?: string | undefined;
  readonly does?: Behaviour;
  readonly read?: Rate;
  readonly write?: Rate;
  readonly start?: Starts;
  readonly idleMegabytes?: number | undefined;
  readonly afterReadsMegabytes?: number | undefined;
  readonly afterWritesMegabytes?: number | undefined;
  readonly failure?: string;
}

/** What a contestant does of the work that standin does; speed says nothing without it. */
interface Behaviour {
  readonly refusesWithoutToken: boolean;
  readonly refusesBadBody: boolean;
  readonly readsBackWhatWasWritten: boolean;
}

/** A contestant that is running. */
interface Entered {
  readonly contestant: Contestant;
  readonly start: () => Promise<RunningServer>;
  server: RunningServer;
  readonly rates: { readonly read: Rate[]; readonly write: Rate[] };
  readonly placed: { -readonly [Name in keyof Placed]: Placed[Name] };
}

/** Everybody on the same work, a round each in turn, so that a slow moment of the machine hits all. */
export async function measurePeers(scale: Scale): Promise<Placed[]> {
  await installPeers();
  const scratch = await mkdtemp(join(tmpdir(), "standin-bench-"));
  const entered: Entered[] = [];
  const placed: Placed[] = [];
  try {
    for (const contestant of contestants) {
      const one = await enter(contestant, scratch, scale);
      placed.push(one.placed);
      if ("server" in one) entered.push(one);
    }
    for (const kind of ["read", "write"] as const) await runRounds(entered, kind, scale);
    return placed;
  } finally {
    await Promise.all(entered.map(({ server }) => server.stop()));
    await rm(scratch, { recursive: true, force: true });
  }
}

async function enter(contestant: Contestant, scratch: string, scale: Scale): Promise<Entered | { placed: Placed }> {
  const { name, note, prepare, program, first } = contestant;
  const version = contestant.package && (await versionOf(contestant.package));
  const placed: Entered["placed"] = { name, version, note };
  try {
    if (contestant.package !== undefined && version === undefined) throw new Error("its package is not installed");
    const folder = await mkdtemp(join(scratch, "peer-"));
    await prepare?.(folder);
    if (program(0, folder).command === "java")
      await promisify(execFile)("java", ["-version"]).catch(() => {
        throw new Error("there is no Java");
      });
    const start = () => startProgram((port) => program(port, folder), first, scale.node);
    placed.start = await timeStarts(start, scale.starts);
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

const signedIn = ({ signIn }: Contestant, url: string): Promise<Record<string, string>> =>
  signIn?.(url) ?? Promise.resolve({ ...TOKEN });

async function tryOut(contestant: Contestant, { url }: RunningServer): Promise<Behaviour> {
  const { path, good, bad, contentType } = contestant.write ?? ITEM_WRITTEN;
  const headers = await signedIn(contestant, url);
  const send = (body: string, sent: Record<string, string>) =>
    fetch(url + path, { method: "POST", headers: { ...sent, "content-type": contentType }, body });
  const created = await send(good, headers);
  if (!created.ok) throw new Error(`POST ${path}: ${created.status} ${(await created.text()).slice(0, 200)}`);
  const { id } = (await created.json()) as { readonly id?: unknown };
  const read = await fetch(url + toReadPath(contestant, String(id)), { headers });
  const readBack = (await read.json().catch(() => ({}))) as { readonly id?: unknown };
  const other = await fetch(url + toReadPath(contestant, "no-such-item"), { headers });
  return {
    refusesWithoutToken: (await send(good, {})).status >= 400,
    refusesBadBody: (await send(bad, headers)).status >= 400,
    // A fixed reply has the same id whatever is asked for.
    readsBackWhatWasWritten: read.ok && id !== undefined && readBack.id === id && other.status >= 400,
  };
}

const toReadPath = ({ read = (id) => `/items/${id}` }: Contestant, id: string): string => read(id);

/** A read of something that is there; a write of something new. */
async function loadOf({ contestant, server: { url } }: Entered, kind: "read" | "write"): Promise<Load> {
  const headers = await signedIn(contestant, url);
  const { path, good, contentType } = contestant.write ?? ITEM_WRITTEN;
  const writing = { method: "POST", headers: { ...headers, "content-type": contentType }, body: good } as const;
  if (kind === "write") return { url: url + path, ...writing };
  if (contestant.id === undefined) return { url: url + toReadPath(contestant, ITEM.id), method: "GET", headers };
  const { id } = (await (await fetch(url + path, writing)).json()) as { readonly id: string };
  return { url: url + toReadPath(contestant, id), method: "GET", headers };
}

async function runRounds(entered: readonly Entered[], kind: "read" | "write", scale: Scale): Promise<void> {
  for (let round = 0; round < scale.rounds; round += 1)
    for (const one of entered) {
      if (one.placed.failure !== undefined) continue;
      await runRound(one, kind, round === 0, scale).catch((error: Error) => {
        one.placed.failure = error.message;
        say(`  ${one.placed.name}: ${error.message}`);
      });
    }
  for (const { placed, rates, server } of entered) {
    if (rates[kind].length === 0) continue;
    placed[kind] = medianRate(rates[kind]);
    placed[kind === "read" ? "afterReadsMegabytes" : "afterWritesMegabytes"] = await residentMegabytes(server);
    say(`  ${placed.name}, ${kind}: ${placed[kind]?.requestsPerSecond} requests a second`);
  }
}

async function runRound(one: Entered, kind: "read" | "write", isFirst: boolean, scale: Scale): Promise<void> {
  const { mostRequests } = one.contestant;
  if (mostRequests !== undefined) {
    await one.server.stop();
    one.server = await one.start();
    const load = await loadOf(one, kind);
    await loadServer(one.server, load, { requests: round(mostRequests * 0.4, 0) });
    one.rates[kind].push(await loadServer(one.server, load, { requests: round(mostRequests * 0.5, 0) }));
    return;
  }
  const load = await loadOf(one, kind);
  if (isFirst) await loadServer(one.server, load, { seconds: scale.warmupSeconds });
  one.rates[kind].push(await loadServer(one.server, load, { seconds: scale.seconds }));
}
