import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { toMilliseconds } from "#engine/basics/durations.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { DEFAULT_LIMITS } from "#engine/contract/limits.ts";
import type { FaultRequest } from "#engine/faults/fault.ts";
import { createStandin } from "#standin/standin.ts";
import { type Opened, openStandin } from "../support/open-standin.ts";
import { createToyEngine } from "../support/toy-mock.ts";

/*
 * The ends of every range that specs/control.yaml documents: the values at the ends are accepted, those beyond refused, by the
 * control API and, for faults, by code of this process alike. The ranges are read from the spec.
 */

interface Schema {
  readonly $ref?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

interface Spec {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
  };
}

interface Range {
  readonly inside: readonly (number | string)[];
  readonly beyond: readonly (number | string)[];
}

const METHODS = ["get", "put", "post", "patch", "delete"];

function rangeOf(schema: Schema): Range | undefined {
  const { minimum, maximum, exclusiveMinimum, minLength, maxLength } = schema;
  const inside: (number | string)[] = [];
  const beyond: (number | string)[] = [];
  for (const [end, outwards] of [
    [minimum, -1],
    [maximum, 1],
  ] as const)
    if (end !== undefined) {
      inside.push(end);
      beyond.push(end + outwards);
    }
  if (exclusiveMinimum !== undefined) {
    inside.push(exclusiveMinimum + Number.EPSILON);
    beyond.push(exclusiveMinimum);
  }
  if (maxLength !== undefined) {
    inside.push("x".repeat(minLength ?? 1), "x".repeat(maxLength));
    beyond.push("x".repeat(maxLength + 1));
  }
  return inside.length === 0 ? undefined : { inside, beyond };
}

/** Every range of what requests hold, by the name of its parameter or component, and its place in that. */
function rangesIn(spec: Spec): Map<string, Range> {
  const found = new Map<string, Range>();
  const visit = (schema: Schema, place: string): void => {
    const [, component] = /^#\/components\/schemas\/(\w+)$/.exec(schema.$ref ?? "") ?? [];
    const target = component === undefined ? undefined : spec.components.schemas[component];
    if (target !== undefined && component !== undefined) {
      visit(target, component);
      return;
    }
    const range = rangeOf(schema);
    if (range !== undefined) found.set(place, range);
    for (const [name, member] of Object.entries(schema.properties ?? {})) visit(member, `${place}.${name}`);
    for (const each of schema.oneOf ?? []) visit(each, place);
    if (schema.items !== undefined) visit(schema.items, place);
  };
  for (const item of Object.values(spec.paths))
    for (const [method, operation] of Object.entries(item)) {
      if (!METHODS.includes(method)) continue;
      for (const each of operation.parameters ?? []) {
        const [, component = ""] = /^#\/components\/parameters\/(\w+)$/.exec(each.$ref ?? "") ?? [];
        const parameter = spec.components.parameters[component] ?? each;
        visit(parameter.schema, parameter.name);
      }
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) visit(schema, "body");
    }
  // Path parameters of an item are those of all its operations.
  for (const { name, schema } of Object.values(spec.components.parameters)) visit(schema, name);
  return found;
}

const spec = parse(await readFile(join(import.meta.dirname, "../../specs/control.yaml"), "utf8")) as Spec;
const ranges = rangesIn(spec);

let opened: Opened;
beforeAll(async () => {
  opened = await openStandin();
});
afterAll(() => opened.standin.close());

/** The status of one request to the control API; faults are removed again, as there may be a hundred. */
async function statusOf(method: string, path: string, body?: unknown, headers = {}): Promise<number> {
  const [bare = "", query = ""] = path.split("?");
  const { status } = await opened.ask({
    method,
    path: `/_standin${bare}`,
    query,
    headers: { "content-type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  await (await opened.standin.world("w")).faults.clear();
  return status;
}

const withQuery = (name: string) => (value: number | string) => statusOf("GET", `/worlds/w/exchanges?${name}=${value}`);
const inPath = (method: string, toPath: (value: string) => string) => (value: number | string) =>
  statusOf(method, toPath(String(value)));

const EFFECT = { status: 500 } as const;
/** Faults of the range in a member, by the name of its place. */
const faultsBy: Readonly<Record<string, (value: number) => FaultRequest[]>> = {
  "FaultTurns.after": (after) => [{ when: { after }, effect: EFFECT }],
  "FaultTurns.every": (every) => [{ when: { every }, effect: EFFECT }],
  "FaultTurns.first": (first) => [{ when: { first }, effect: EFFECT }],
  "FaultTurns.probability": (probability) => [{ when: { probability }, effect: EFFECT }],
  Duration: (latencyMs) => [{ effect: { latencyMs } }],
  "Duration.from": (from) => [{ effect: { latencyMs: { from, to: Math.max(from, 0) } } }],
  "Duration.to": (to) => [{ effect: { latencyMs: { from: Math.min(to, 0), to } } }],
  "FaultEffect.retryAfterSeconds": (retryAfterSeconds) => [{ effect: { status: 429, retryAfterSeconds } }],
  "FaultEffect.slowMs": (slowMs) => [{ effect: { reply: "slow", slowMs } }],
  "GatewayReply.status": (status) => [{ effect: { gateway: { status } } }],
};

const senders: Readonly<Record<string, (value: never) => Promise<number>>> = {
  snapshot: inPath("PUT", (name) => `/worlds/w/snapshots/${name}`),
  fault: inPath("GET", (id) => `/worlds/w/faults/${id}`),
  provider: inPath("GET", (name) => `/worlds/w/state/${name}`),
  scenario: inPath("POST", (name) => `/worlds/w/scenarios/avacy/${name}`),
  event: inPath("POST", (number) => `/worlds/w/outbox/${number}/redeliver`),
  since: withQuery("since"),
  limit: withQuery("limit"),
  // There is an exchange already, so that nothing waits.
  waitMs: withQuery("waitMs"),
  count: withQuery("count"),
  "Last-Event-ID": (id: number) =>
    statusOf("GET", "/worlds/w/exchanges/stream", undefined, { "last-event-id": `${id}` }),
  "ClockChange.scale": (scale: number) => statusOf("PATCH", "/worlds/clock/clock", { scale }),
  "ClockAdvance.by": (by: number) => statusOf("POST", "/worlds/clock/clock/advance", { by }),
  "FaultEffect.status": (status: number) => statusOf("POST", "/worlds/w/faults", { effect: { status } }),
  ...Object.fromEntries(
    Object.entries(faultsBy).map(([place, toFaults]) => [
      place,
      (value: number) => statusOf("POST", "/worlds/w/faults", toFaults(value)[0]),
    ]),
  ),
};

describe("ranges of the control API", () => {
  beforeAll(async () => {
    const { journal } = await opened.standin.world("w");
    await opened.ask({ method: "GET", path: "/~w/didomi/none", query: "", headers: {}, body: undefined });
    expect(journal.size).toBe(1);
  });

  it("are all tried here", () => {
    // A state is written whole, and its counters are those of a mock.
    const known = [...Object.keys(senders), "State.counters"].sort();
    expect([...ranges.keys()].filter((place) => !known.includes(place))).toEqual([]);
    expect(Object.keys(senders).filter((place) => !ranges.has(place))).toEqual([]);
  });

  it.each([...ranges].filter(([place]) => place in senders))("%s", async (place, { inside, beyond }) => {
    const send = senders[place] as (value: number | string) => Promise<number>;
    // An error that no operation documents is refused as well, by another sentence.
    if (place !== "FaultEffect.status")
      for (const value of inside) expect(await send(value), `${value}`.slice(0, 20)).not.toBe(400);
    for (const value of beyond) expect(await send(value), `${value}`.slice(0, 20)).toBe(400);
  });
});

describe("ranges of faults in this process", () => {
  it.each(Object.entries(faultsBy))("%s", async (place, toFaults) => {
    const { faults } = await createToyEngine().worlds.open("w");
    const { inside = [], beyond = [] } = ranges.get(place) ?? {};
    expect(beyond.length).toBeGreaterThan(0);
    const add = (value: number) => faults.add(withToy(toFaults(value)[0] ?? {}));
    for (const value of inside as number[]) await expect(add(value), `${value}`).resolves.toBeDefined();
    for (const value of [...(beyond as number[]), Number.NaN, "1" as never])
      await expect(add(value), `${value}`).rejects.toThrow(StandinError);
    expect(faults.size).toBe(inside.length);
  });
});

/** The toy documents no 500 for all of its operations. */
const withToy = (fault: FaultRequest): FaultRequest =>
  fault.effect?.status === 500 ? { ...fault, effect: { ...fault.effect, status: 503 } } : fault;

describe("durations", () => {
  const DAY_MS = 86_400_000;
  it.each<[unknown, number | undefined]>([
    [0, 0],
    [-1, undefined],
    [-Number.MIN_VALUE, undefined],
    [Number.MAX_VALUE, Number.MAX_VALUE],
    [Number.POSITIVE_INFINITY, undefined],
    ["P9999W", 9999 * 7 * DAY_MS],
    ["P10000W", undefined],
    ["P99999D", 99_999 * DAY_MS],
    ["P100000D", undefined],
    ["PT999999H", 999_999 * 3_600_000],
    ["PT1000000H", undefined],
    ["PT9999999M", 9_999_999 * 60_000],
    ["PT10000000M", undefined],
    ["PT999999999.999S", 999_999_999_999],
    ["PT1000000000S", undefined],
    ["PT0.001S", 1],
    ["PT0.0001S", undefined],
    ["PT0S", 0],
    ["P", undefined],
    ["PT", undefined],
    ["P1DT", undefined],
  ])("%s", (duration, milliseconds) => {
    expect(toMilliseconds(duration)).toBe(milliseconds);
  });
});

describe("the clock's range", () => {
  const LAST_MS = Date.parse("9999-12-31T23:59:59.999Z");

  it.each([
    ["1970-01-01T00:00:00.000Z", 200],
    ["1969-12-31T23:59:59.999Z", 400],
    ["9999-12-31T23:59:59.999Z", 200],
    ["+010000-01-01T00:00:00.000Z", 400],
  ])("%s by the control API: %i", async (now, status) => {
    expect(await statusOf("PATCH", "/worlds/clock/clock", { now, frozen: true })).toBe(status);
  });

  it("ends where an advance may lead", async () => {
    const { clock } = await createToyEngine({ clock: { worldMs: 0, realMs: 0, scale: 0 } }).worlds.open("w");
    expect(() => clock.advance(LAST_MS + 1)).toThrow(StandinError);
    await clock.advance(LAST_MS);
    expect(clock.now()).toBe(LAST_MS);
    await clock.advance(0);
    expect(() => clock.advance("PT0.001S")).toThrow(StandinError);
  });
});

describe("options", () => {
  it.each([
    [0, false],
    [1, true],
    [1.5, false],
  ])("maxWorlds: %s", async (maxWorlds, isAccepted) => {
    const opening = createStandin({ maxWorlds });
    if (!isAccepted) return expect(opening).rejects.toThrow(StandinError);
    await using standin = await opening;
    await standin.world("default");
    expect(standin.engine.limits.worlds).toBe(1);
  });

  it.each([
    [-1, false],
    [0, true],
    [65_536, false],
  ])("port: %i", async (port, isAccepted) => {
    await using standin = await createStandin();
    const listening = standin.listen({ port });
    await (isAccepted ? expect(listening).resolves.toBeDefined() : expect(listening).rejects.toThrow(/0 to 65535/));
  });

  it.each([...Object.keys(DEFAULT_LIMITS), "bytes", "worldBytes", "journalsBytes"])("bound %s", (name) => {
    const least = name === "idleSeconds" ? 0 : 1;
    expect(createToyEngine({ limits: { [name]: least } }).limits).toMatchObject({ [name]: least });
    for (const value of [least - 1, least - Number.EPSILON, Number.NaN])
      expect(() => createToyEngine({ limits: { [name]: value } }), `${value}`).toThrow(StandinError);
  });
});
