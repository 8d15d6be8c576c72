import { type ExchangeRequest, isStream } from "#engine/contract/exchange.ts";
import { createEngine, type Engine } from "#engine/pipeline/engine.ts";
import { createImages } from "#engine/state/images.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { readContracts } from "../../contracts/agreement/contract.ts";
import { preparing, readCorpus } from "./corpus.ts";
import { toQuery } from "./mutate.ts";
import { createRandom } from "./random.ts";

export interface SoakOptions {
  readonly requests: number;
  readonly onSample?: (sample: Sample) => void;
}

export interface Sample {
  /** How many had been made. */
  readonly requests: number;
  /** In use, after a collection where the process allows one. */
  readonly heapBytes: number;
  readonly residentBytes: number;
  /** Of the requests since the sample before, in microseconds. */
  readonly p50Us: number;
  readonly p99Us: number;
}

export interface Soaked {
  readonly samples: readonly Sample[];
  /** Slope of a straight line through the samples' second half, by least squares. */
  readonly heapBytesPerMillion: number;
  /** Requests that were answered by a 5xx, or whose credentials were not taken any more. */
  readonly unexpected: number;
}

const WORLD = "soaked";
const START = "start";
/** After as many requests the world goes back. */
const TIDE = 1_000;
const SAMPLES = 100;
const NOW = Date.parse("2024-01-01T00:00:00Z");

/** Makes what is accepted again and again, in a world that goes back to its start each thousand requests. */
export async function soak({ requests, onSample }: SoakOptions): Promise<Soaked> {
  const engine = createEngine({
    providers: providerNames.map((name) => registry[name]),
    images: createImages({ freeze: false }),
    realNow: () => NOW,
    send: async () => 204,
  });
  const load = await readLoad(engine);
  await engine.worlds.snapshot(WORLD, START);
  const random = createRandom(1);
  const every = Math.max(1, Math.floor(requests / SAMPLES));
  const samples: Sample[] = [];
  const latencies = new Float64Array(every);
  let unexpected = 0;
  for (let done = 0; done < requests; done += 1) {
    if (done % TIDE === 0) {
      await engine.worlds.restore(WORLD, START);
      // Lets timers and the collector have their turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { request, isAccepted } = random.pick(load);
    const startedMs = performance.now();
    const answer = engine.exchange(request);
    const reply = answer instanceof Promise ? await answer : answer;
    latencies[done % every] = performance.now() - startedMs;
    if (isStream(reply.body)) await reply.body[Symbol.asyncIterator]().return?.();
    if (reply.status >= 500 || (isAccepted && reply.status === 401)) unexpected += 1;
    if (done % every === every - 1) {
      globalThis.gc?.();
      const { heapUsed, rss } = process.memoryUsage();
      const sorted = latencies.slice().sort();
      const at = (share: number): number => Math.round((sorted[Math.floor((every - 1) * share)] ?? 0) * 10_000) / 10;
      const sample: Sample = {
        requests: done + 1,
        heapBytes: heapUsed,
        residentBytes: rss,
        p50Us: at(0.5),
        p99Us: at(0.99),
      };
      samples.push(sample);
      onSample?.(sample);
    }
  }
  return { samples, heapBytesPerMillion: slopeOf(samples.slice(Math.floor(samples.length / 2))) * 1e6, unexpected };
}

/** Every request that was accepted in the world as it is, and as many refused ones as the contracts know. */
async function readLoad(engine: Engine) {
  const load: { readonly request: ExchangeRequest; readonly isAccepted: boolean }[] = [];
  for (const contract of await readContracts()) {
    if (contract.provider === "control") continue;
    const prepare = preparing(engine, WORLD, contract.provider);
    for (const seedling of await readCorpus(contract, prepare)) {
      const request: ExchangeRequest = {
        method: seedling.method,
        path: `/~${WORLD}/${seedling.provider}${seedling.path}`,
        query: toQuery(seedling),
        headers: { host: "127.0.0.1", ...Object.fromEntries(seedling.headers) },
        body: seedling.body,
      };
      await engine.worlds.fork(WORLD, "trial");
      const trial = { ...request, path: request.path.replace(WORLD, "trial") };
      const { status } = await engine.exchange(trial);
      load.push({ request, isAccepted: status < 400 });
    }
  }
  await engine.worlds.drop("trial");
  return load;
}

function slopeOf(samples: readonly Sample[]): number {
  const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const meanX = meanOf(samples.map(({ requests }) => requests));
  const meanY = meanOf(samples.map(({ heapBytes }) => heapBytes));
  const above = samples.reduce((sum, each) => sum + (each.requests - meanX) * (each.heapBytes - meanY), 0);
  const below = samples.reduce((sum, each) => sum + (each.requests - meanX) ** 2, 0);
  return below === 0 ? 0 : above / below;
}

const WIDTH = 800;
const PANEL = 180;
const MARGIN = 60;

/** Heap and latency over the requests, as two panels. */
export function toSvg({ samples }: Soaked): string {
  const most = samples.at(-1)?.requests ?? 1;
  const panels = [
    toPanel(
      "heap, MB",
      samples.map(({ requests, heapBytes }) => [requests / most, heapBytes / 1024 / 1024]),
      0,
    ),
    toPanel(
      "latency p99, µs",
      samples.map(({ requests, p99Us }) => [requests / most, p99Us]),
      1,
    ),
    toPanel(
      "latency p50, µs",
      samples.map(({ requests, p50Us }) => [requests / most, p50Us]),
      2,
    ),
  ];
  const height = panels.length * (PANEL + MARGIN) + MARGIN;
  const caption = `<text x="${MARGIN}" y="${height - 12}">0 to ${most.toLocaleString("en")} requests</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH + 2 * MARGIN}" height="${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
${panels.join("\n")}
${caption}
</svg>
`;
}

function toPanel(title: string, points: readonly (readonly [number, number])[], number: number): string {
  const top = number * (PANEL + MARGIN) + MARGIN / 2;
  const highest = Math.max(...points.map(([, value]) => value), 1e-9) * 1.1;
  const line = points
    .map(
      ([share, value]) =>
        `${(MARGIN + share * WIDTH).toFixed(1)},${(top + PANEL - (value / highest) * PANEL).toFixed(1)}`,
    )
    .join(" ");
  return `<text x="${MARGIN}" y="${top - 6}">${title}</text>
<rect x="${MARGIN}" y="${top}" width="${WIDTH}" height="${PANEL}" fill="none" stroke="#bbb"/>
<text x="${MARGIN - 6}" y="${top + 12}" text-anchor="end">${highest.toFixed(0)}</text>
<text x="${MARGIN - 6}" y="${top + PANEL}" text-anchor="end">0</text>
<polyline points="${line}" fill="none" stroke="#205493" stroke-width="1.5"/>`;
}
