import { afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import type { ExchangeReply } from "#engine/contract/exchange.ts";
import { FAULT_HEADER } from "#engine/pipeline/stages.ts";
import { type Pact, readPact, type Verification, verifyPact } from "#verification/verify-pacts.ts";
import { comparePact } from "../../contracts/agreement/comparator.ts";
import { createConsumer, readPact as readKeptPact, sharedInteractions } from "../../contracts/agreement/consumer.ts";
import {
  type Answer,
  type Contract,
  describeInteraction,
  type Interaction,
  readContracts,
  repliesOf,
} from "../../contracts/agreement/contract.ts";
import {
  CHECKERS,
  type Evidence,
  isObservation,
  type Observation,
  type Waiver,
} from "../../contracts/agreement/evidence.ts";
import type { KnownException } from "../../contracts/agreement/exceptions.ts";
import { listen, openPactTarget } from "../../contracts/agreement/pact-target-server.ts";
import { findPrisms } from "../../contracts/agreement/prism-pool.ts";
import { isAgreement, makeReport, toText } from "../../contracts/agreement/report.ts";
import {
  exampleOf,
  findOperation,
  readSpec,
  type Spec,
  type SpecResponse,
  statusesOf,
} from "../../contracts/agreement/spec.ts";
import { groupOf, prefixOf, type TargetName } from "../../contracts/agreement/targets.ts";
import { openValidatingProxy } from "../../contracts/agreement/validating-proxy.ts";
import { isAimedAt, type StrayKind } from "../../contracts/agreement/walk/stray-statuses.ts";
import { walk } from "../../contracts/agreement/walk/walk.ts";
import { openTamperingProxy, rename, type TamperedReply } from "../contracts/tampering-proxy.ts";

/** Every checker gets a planted fault here, and has to see it. */
const contracts = await readContracts();
const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A success with a JSON body, in which faults are planted. */
function findSuccess({ interactions }: Contract, spec: Spec): Interaction<unknown> {
  const found = interactions.find(({ operationId, status }) => {
    const content = spec.operations.get(operationId)?.responses.get(status)?.content ?? {};
    return status < 300 && Object.keys(content).some((mediaType) => mediaType.endsWith("json"));
  });
  if (found === undefined) throw new Error("there is no success with a body");
  return found;
}

interface TargetUnderTest {
  readonly provider: TargetName;
  readonly contract: Contract;
  readonly spec: Spec;
  readonly success: Interaction<unknown>;
  readonly pact: Pact;
}

async function toTargetUnderTest(contract: Contract): Promise<TargetUnderTest> {
  const { provider } = contract;
  const spec = await readSpec(provider);
  return {
    provider,
    contract,
    spec,
    success: findSuccess(contract, spec),
    pact: readPact(await readKeptPact(provider)),
  };
}

/** The pact with nothing in it but one interaction, changed. */
function only(pact: Pact, name: string, change: (interaction: Editable) => void = () => {}): Pact {
  const interactions = structuredClone(pact.interactions).filter(({ description }) => description === name);
  for (const each of interactions) change(each as unknown as Editable);
  return { ...pact, interactions };
}

interface Editable {
  readonly request: { path: string };
  readonly response: {
    status: number;
    readonly body: { readonly content: Record<string, unknown> };
    readonly matchingRules: { readonly body: Record<string, unknown> };
  };
}

/** A text where the schema wants something else, or a number where it wants text. */
function mistype({ response }: Editable): void {
  const { content } = response.body;
  for (const name of Object.keys(content)) content[name] = typeof content[name] === "string" ? 4711 : "a wrong type";
  for (const path of Object.keys(response.matchingRules.body))
    response.matchingRules.body[path] = { combine: "AND", matchers: [{ match: "type" }] };
}

describe.each(contracts.map(({ provider }) => provider))("faults about %s", (name) => {
  let target: TargetUnderTest;
  beforeAll(async () => {
    const contract = contracts.find(({ provider }) => provider === name);
    if (contract === undefined) throw new Error(`${name} has no contract`);
    target = await toTargetUnderTest(contract);
  });

  describe("the typed client's checker sees", () => {
    const meet = async (contract: Contract, interaction: Interaction<unknown>): Promise<void> => {
      const consumer = await createConsumer(contract, target.spec);
      closers.push(consumer.close);
      await consumer.meet(interaction);
    };

    it("no lie where there is none", async () => {
      await meet(target.contract, target.success);
    });

    it("a client that hands on something else than was answered", async () => {
      const { success } = target;
      const call = async (...given: Parameters<typeof success.call>): Promise<Answer> => {
        const answer = await success.call(...given);
        return { ...answer, data: { ...(answer.data as object), surplus: true } };
      };
      await expect(meet(target.contract, { ...success, call })).rejects.toThrow("hands on");
    });

    it("a call that goes to another operation, or to none", async () => {
      const { contract, success } = target;
      const lost: Contract = {
        ...contract,
        connect: ({ baseUrl, fetch }) => contract.connect({ baseUrl: `${baseUrl}/no/such/place`, fetch }),
      };
      await expect(meet(lost, success)).rejects.toThrow("no operation");
      const other = contract.interactions.find(({ operationId }) => operationId !== success.operationId);
      await expect(meet(contract, { ...success, call: other?.call ?? success.call })).rejects.toThrow("the call goes");
    });

    it("a status that the spec does not know", async () => {
      await expect(meet(target.contract, { ...target.success, status: 299 })).rejects.toThrow("does not know status");
    });
  });

  describe("the pact's checker sees", () => {
    it("an interaction that was changed, and one that is gone", async () => {
      const made = await readKeptPact(name);
      const success = describeInteraction(target.success);
      expect(sharedInteractions(made, made)).toHaveLength(repliesOf(target.contract).length);
      const changed = structuredClone(target.pact);
      for (const each of changed.interactions) if (each.description === success) mistype(each as unknown as Editable);
      expect(sharedInteractions(JSON.stringify(changed), made)).not.toContain(success);
      const shorter = { ...target.pact, interactions: target.pact.interactions.slice(1) };
      const [first] = target.pact.interactions;
      expect(sharedInteractions(JSON.stringify(shorter), made)).not.toContain(first?.description);
    });
  });

  describe("the verifier sees", () => {
    const verify = async (
      change?: (interaction: Editable) => void,
      tamper: (reply: TamperedReply) => void = () => {},
    ): Promise<Verification> => {
      const testBench = await groupOf(name).openTestBench([name]);
      const server = await listen(testBench);
      const tampered = await openTamperingProxy(server.url, tamper);
      closers.push(server.close, tampered.close);
      const pact = only(target.pact, describeInteraction(target.success), change);
      return verifyPact(pact, openPactTarget(testBench, name, tampered.url));
    };
    const mismatchesOf = ({ interactions }: Verification): string =>
      interactions.flatMap(({ mismatches }) => mismatches).join("\n");

    it("no lie where there is none", async () => {
      expect(mismatchesOf(await verify())).toBe("");
    });

    it("a renamed member in the mock's reply", async () => {
      const [member = ""] = Object.keys(await bodyOf(target));
      const tamper = (reply: TamperedReply) => {
        reply.body = rename(reply.body, member);
      };
      expect(mismatchesOf(await verify(undefined, tamper))).toContain(member);
    });

    it("a wrong status and a missing header in the mock's reply", async () => {
      const wrongStatus = (reply: TamperedReply) => {
        reply.status = 418;
      };
      expect(mismatchesOf(await verify(undefined, wrongStatus))).toMatch(/status.*418/i);
      const missingHeader = ({ headers }: TamperedReply) => {
        delete headers["content-type"];
      };
      expect(mismatchesOf(await verify(undefined, missingHeader))).toMatch(/content-type/i);
    });

    it("a wrong type in the pact", async () => {
      expect(mismatchesOf(await verify(mistype))).toMatch(/type/i);
    });

    it("a reply that a fault has disturbed", async () => {
      const { complaints } = await verify(undefined, ({ headers }) => {
        headers[FAULT_HEADER] = "fault-1";
      });
      expect(complaints.join("\n")).toContain("changed by fault fault-1");
    });

    it("a state that the mock does not have", async () => {
      const { complaints, interactions } = await verify((each) => {
        Object.assign(each, { providerStates: [{ name: "no such scenario" }] });
      });
      expect(complaints[0]).toContain('has no scenario "no such scenario"');
      expect(interactions[0]?.mismatches).not.toEqual([]);
    });
  });

  describe("the comparator sees", () => {
    const compare = async (change: (interaction: Editable) => void): Promise<string> => {
      const pact = only(target.pact, describeInteraction(target.success), change);
      const { complaints } = await comparePact(target.spec, pact as never);
      return complaints.map(({ text }) => text).join("\n");
    };

    it("a wrong type, a member that the spec does not have, a wrong status and an unknown path", async () => {
      expect(await compare(mistype)).toContain("Response body is incompatible");
      const surplus = ({ response }: Editable) => {
        response.body.content["surplus"] = 1;
      };
      expect(await compare(surplus)).toContain("surplus");
      const wrongStatus = ({ response }: Editable) => {
        response.status = 418;
      };
      expect(await compare(wrongStatus)).toContain("418");
      const lost = ({ request }: Editable) => {
        request.path = "/no/such/path/at/all";
      };
      expect(await compare(lost)).not.toBe("");
    });
  });

  describe("Prism sees", () => {
    const openBentGate = async (
      upstream: string | undefined,
      tamper: (reply: TamperedReply) => void,
      // What is seen of faults is no evidence of the run.
      keep: (evidence: readonly Evidence[]) => Promise<void> = async () => {},
    ) => {
      const provider = (await groupOf(name).openTestBench([name])).find(name);
      const tampered = await openTamperingProxy(upstream, tamper);
      const prisms = await findPrisms(inject("prismPool"), name);
      const proxy = await openValidatingProxy({
        upstream: tampered.url,
        mock: provider,
        spec: target.spec,
        prisms,
        record: keep,
      });
      closers.push(tampered.close, proxy.close);
      return { ...proxy, base: `${proxy.url}/${prefixOf(provider)}` };
    };

    /** Sends the request of an interaction, its examples as they are. */
    const send = (
      { base }: { readonly base: string },
      { request }: Pact["interactions"][number],
    ): Promise<Response> => {
      const { method = "GET", path = "", query, headers, body } = request as unknown as WrittenRequest;
      const pairs = Object.entries(query ?? {}).flatMap(([key, values]) => values.map((each) => [key, each]));
      const target = `${base}${path}${pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : ""}`;
      const flat = Object.entries(headers ?? {}).map(([key, value]) => [key, String([value].flat()[0])] as const);
      const content = body?.content;
      return fetch(target, {
        method,
        headers: Object.fromEntries(flat),
        ...(content !== undefined && { body: typeof content === "string" ? content : JSON.stringify(content) }),
      });
    };

    it("a tampered body and a missing header in every reply that has some", { timeout: 120_000 }, async () => {
      let reply: TamperedReply = { status: 200, headers: {}, body: "" };
      const proxy = await openBentGate(undefined, (given) => Object.assign(given, structuredClone(reply)));
      const tampered = new Set<string>();
      for (const interaction of target.pact.interactions) {
        const { request, response, description } = interaction;
        const operation = findOperation(target.spec, request.method ?? "", request.path ?? "");
        // One of those that come to the same reply of the spec is enough.
        const documentedAs = `${operation?.operationId} ${response.status}`;
        if (tampered.has(documentedAs)) continue;
        tampered.add(documentedAs);
        const documented = operation?.responses.get(response.status ?? 0);
        const status = response.status ?? 0;
        const json = Object.keys(documented?.content ?? {}).find((mediaType) => mediaType.endsWith("json"));
        const given = (response as unknown as WrittenReply).headers ?? {};
        const headers = Object.fromEntries(
          Object.entries(given).map(([key, value]) => [key.toLowerCase(), String([value].flat()[0])]),
        );
        if (json !== undefined) {
          reply = { status, headers: { ...headers, "content-type": json }, body: '{"tampered":true}' };
          await send(proxy, interaction);
          expect(proxy.takeComplaints(), `${description}: tampered body`).not.toEqual([]);
        }
        for (const [header, { required }] of Object.entries(documented?.headers ?? {})) {
          if (!required) continue;
          const { [header.toLowerCase()]: _gone, ...rest } = headers;
          const body = JSON.stringify((response as unknown as WrittenReply).body?.content ?? "");
          reply = { status, headers: rest, body: json === undefined ? "" : body };
          await send(proxy, interaction);
          expect(proxy.takeComplaints().join("\n"), `${description}: no ${header}`).toContain(header.toLowerCase());
        }
      }
    });

    it("a tampered body, a missing header and another media type in every common response", async () => {
      let reply: TamperedReply = { status: 200, headers: {}, body: "" };
      const seen: Evidence[] = [];
      const proxy = await openBentGate(
        undefined,
        (given) => Object.assign(given, structuredClone(reply)),
        async (evidence) => {
          seen.push(...evidence);
        },
      );
      const complaintsAbout = async (given: TamperedReply, init?: RequestInit): Promise<string> => {
        reply = given;
        seen.splice(0);
        await fetch(`${proxy.base}/no/such/path/at/all`, { redirect: "manual", ...init });
        return proxy.takeComplaints().join("\n");
      };
      expect(target.spec.common.size).toBeGreaterThanOrEqual(5);
      for (const [status, response] of target.spec.common) {
        const good = toReply(status, response);
        const large = { method: "POST", body: "x".repeat(600_000) };
        for (const request of [{}, large]) {
          expect(await complaintsAbout(good, request), `${status} as it is`).toBe("");
          expect(seen.filter(isObservation)).toEqual([{ checker: "Prism", provider: name, status }]);
        }
        if (good.headers["content-type"]?.endsWith("json"))
          for (const request of [{}, large])
            expect(
              await complaintsAbout({ ...good, body: '{"tampered":true}' }, request),
              `${status} tampered`,
            ).not.toBe("");
        if (good.headers["content-type"] !== undefined) {
          const headers = { ...good.headers, "content-type": "application/xml" };
          expect(await complaintsAbout({ ...good, headers }), `${status} as XML`).not.toBe("");
        }
        for (const header of requiredHeadersOf(response)) {
          const { [header]: _gone, ...headers } = good.headers;
          expect(await complaintsAbout({ ...good, headers }), `${status} without ${header}`).toContain(header);
        }
        expect(seen.filter(isObservation)).toEqual([]);
      }
      const undocumented = { status: 418, headers: {}, body: "" };
      expect(await complaintsAbout(undocumented)).toContain("the spec documents no such reply");
      expect(await complaintsAbout({ ...undocumented, status: 200 })).toContain("took what Prism refuses");
    });

    it("nothing in a reply that a fault has disturbed, whatever it is, and all in the same reply without", async () => {
      const found = successIn(target);
      const { operationId, status } = target.success;
      const seen: Evidence[] = [];
      let fault: string | undefined = "fault-1";
      const written = found.response as unknown as WrittenReply;
      const tamper = (given: TamperedReply): void => {
        given.status = status;
        for (const [header, values] of Object.entries(written.headers ?? {}))
          given.headers[header.toLowerCase()] = String([values].flat()[0]);
        given.body = JSON.stringify(written.body?.content);
        if (fault !== undefined) given.headers[FAULT_HEADER] = fault;
      };
      const proxy = await openBentGate(undefined, tamper, async (evidence) => {
        seen.push(...evidence);
      });
      await send(proxy, found);
      expect(seen).toEqual([{ checker: "Prism", provider: name, exception: "reply that a fault has disturbed" }]);
      fault = undefined;
      await send(proxy, found);
      expect(seen.filter(isObservation)).toMatchObject([{ checker: "Prism", operationId, status }]);
      fault = "fault-1";
      proxy.takeComplaints();
      await send(proxy, { ...found, request: { ...found.request, headers: {} } });
      expect(proxy.takeComplaints()).toEqual([]);
    });

    it("a success that the spec does not know", async () => {
      const proxy = await openBentGate(undefined, (given) => {
        given.status = 299;
      });
      await send(proxy, successIn(target));
      expect(proxy.takeComplaints().join("\n")).toContain("returned status code");
    });

    it("a mock that takes what the spec forbids", async () => {
      const guarded = target.pact.interactions.find(({ request }) => {
        const operation = findOperation(target.spec, request.method ?? "", request.path ?? "");
        const { security = [] } = operation ?? {};
        return security.length > 0 && security.every((together) => together.length > 0);
      });
      if (guarded === undefined) return;
      const proxy = await openBentGate(undefined, () => {});
      const { headers = {} } = guarded.request;
      const others = Object.entries(headers).filter(([header]) => !/^(authorization|cookie)$/i.test(header));
      await send(proxy, { ...guarded, request: { ...guarded.request, headers: Object.fromEntries(others) } });
      expect(proxy.takeComplaints().join("\n")).toContain("took what Prism refuses");
    });
  });

  describe("the report sees", () => {
    /** What checkers have seen when nothing is missing. */
    const all = (): Observation[] => {
      const { contract, spec } = target;
      const ofInteractions = contract.interactions.flatMap((each): Observation[] => {
        const { operationId, status } = each;
        const interaction = describeInteraction(each);
        return CHECKERS.map((checker) => ({ checker, provider: name, operationId, status, interaction }));
      });
      const common = statusesOf(spec).filter(
        (each) => each.operationId === undefined && each.unreachable === undefined,
      );
      return [
        ...ofInteractions,
        ...common.flatMap(({ status }): Observation[] => [
          { checker: "Prism", provider: name, status },
          { checker: "walk", provider: name, status },
        ]),
      ];
    };
    const report = (observations: readonly Observation[], waivers: readonly Waiver[] = []) =>
      makeReport([target.spec], { observations, waivers, stale: 0 }, { exceptions: [] });

    it("any one interaction that is taken out of the pact", () => {
      expect(isAgreement(report(all()))).toBe(true);
      for (const each of target.contract.interactions) {
        const gone = describeInteraction(each);
        const ofPacts = ["pact", "verifier", "comparator"];
        const left = all().filter(({ checker, interaction }) => !(interaction === gone && ofPacts.includes(checker)));
        expect(isAgreement(report(left)), gone).toBe(false);
      }
    });

    it("any one common response that Prism has not seen, and of those that stray requests get any that no walk has", () => {
      const common = all().filter(({ operationId }) => operationId === undefined);
      expect(common.length).toBeGreaterThan(5);
      const needless = common.filter(({ checker, status }) => {
        const { holes } = report(
          all().filter(
            (each) => !(each.operationId === undefined && each.checker === checker && each.status === status),
          ),
        );
        return holes.length === 0;
      });
      expect(needless.filter(({ checker }) => checker === "Prism")).toEqual([]);
      expect(needless.map(({ status }) => status).filter((status) => isAimedAt(status))).toEqual([]);
    });

    it("a reply that cannot be given, and yet was seen", () => {
      const marked = statusesOf(target.spec).filter(({ unreachable }) => unreachable !== undefined);
      expect(marked.map(({ status }) => status)).toContain(500);
      for (const { operationId, status } of marked) {
        const { gaps } = report([...all(), { checker: "Prism", provider: name, operationId, status }]);
        expect(gaps).toEqual([expect.stringContaining(`${status}: seen by Prism, although it is marked`)]);
      }
    });

    it("what an operation answers with a status of its own, and with one that only common responses have", () => {
      const [{ operationId, responses } = expect.fail("there is no operation")] = [...target.spec.operations.values()];
      const [own = 0] = responses.keys();
      const shared = [...target.spec.common.keys()].find((status) => !responses.has(status)) ?? 0;
      const seen = [own, shared].map(
        (status): Observation => ({ checker: "verifier", provider: name, operationId, status }),
      );
      const statuses = report(seen).statuses.filter(({ checkers }) => checkers.length > 0);
      expect(statuses.map(({ operationId: id, status }) => [id, status])).toEqual([
        [operationId, own],
        [undefined, shared],
      ]);
    });

    it("a cell that no checker has seen", () => {
      const { holes } = report([]);
      expect(holes).toHaveLength(statusesOf(target.spec).filter(({ unreachable }) => unreachable === undefined).length);
    });

    it("an exception that was never used, and one that is in no list", () => {
      const rule = { checker: "Prism", exception: "it errs", reason: "It does." } as const;
      const made = { checker: "Prism", provider: name, exception: rule.exception } as const;
      const reportWith = (exceptions: readonly KnownException[], waivers: readonly Waiver[]) =>
        makeReport([target.spec], { observations: all(), waivers, stale: 0 }, { exceptions });
      expect(isAgreement(reportWith([rule], [made, made]))).toBe(true);
      expect(reportWith([rule], [made, made]).exceptions).toEqual([
        { ...rule, counts: [{ provider: name, count: 2 }] },
      ]);
      expect(isAgreement(reportWith([rule], []))).toBe(false);
      expect(toText(reportWith([rule], []))).toContain("exception: Prism: it errs: it was never used");
      expect(isAgreement(reportWith([], [made]))).toBe(false);
      expect(toText(reportWith([], [made]))).toContain("exception: Prism: it errs: it is in no list");
      expect(isAgreement(reportWith([rule], [{ ...made, checker: "walk" }]))).toBe(false);
    });
  });
});

/** Names of the headers that a reply must have, in lower case. */
const requiredHeadersOf = ({ headers = {} }: SpecResponse): string[] =>
  Object.entries(headers).flatMap(([header, { required }]) => (required ? [header.toLowerCase()] : []));

/** A reply as the spec documents it, made from its examples. */
function toReply(status: number, response: SpecResponse): TamperedReply {
  const headers: Record<string, string> = {};
  for (const [header, { example, schema }] of Object.entries(response.headers ?? {}))
    headers[header.toLowerCase()] = String(example ?? schema?.["const"] ?? 1);
  const [mediaType, media] = Object.entries(response.content ?? {})[0] ?? [];
  if (mediaType === undefined || media === undefined) return { status, headers, body: "" };
  headers["content-type"] = mediaType;
  const example = exampleOf(media);
  return { status, headers, body: typeof example === "string" ? example : JSON.stringify(example) };
}

interface WrittenRequest {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: { readonly content?: unknown };
}

interface WrittenReply {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: { readonly content?: unknown };
}

function successIn({ pact, success }: TargetUnderTest): Pact["interactions"][number] {
  const found = pact.interactions.find(({ description }) => description === describeInteraction(success));
  if (found === undefined) throw new Error("the pact lacks the success");
  return found;
}

/** What the pact says of the success's body. */
async function bodyOf({ pact, success }: TargetUnderTest): Promise<Readonly<Record<string, unknown>>> {
  const [found] = only(pact, describeInteraction(success)).interactions;
  const reply = found?.response as WrittenReply | undefined;
  return (reply?.body?.content ?? {}) as Readonly<Record<string, unknown>>;
}

describe("the walk sees", () => {
  const RUNS = 20;
  const lie = (tamper: NonNullable<Parameters<typeof walk>[0]["tamper"]>, given = contracts) =>
    walk({ contracts: given, runs: RUNS, seed: 7, tamper });

  it("a renamed member, with the seed that found it", async () => {
    const tampered = lie((reply) => ({
      ...reply,
      body: typeof reply.body === "string" ? reply.body.replace(/"(\w+)":/, '"$1_":') : reply.body,
    }));
    await expect(tampered).rejects.toThrow(/seed: 7[\s\S]*npm run walk -- --runs 20 --seed 7/);
  });

  it("a status that the spec does not know, and a missing header", async () => {
    await expect(lie((reply) => ({ ...reply, status: 299 }))).rejects.toThrow("the spec does not know this status");
    const bare = lie((reply) => ({ ...reply, headers: { "content-type": reply.headers["content-type"] ?? "" } }));
    await expect(bare).rejects.toThrow("lacks the header");
  });

  it("a broken law: the same requests are answered otherwise", async () => {
    let count = 0;
    const forgetful = lie((reply) => {
      count += 1;
      return { ...reply, headers: { ...reply.headers, "x-count": String(count) } };
    });
    await expect(forgetful).rejects.toThrow("after the world was restored");
  });

  it("a broken law: what was written is not there to be read", async () => {
    const disbelieving = contracts.map((contract) => ({
      ...contract,
      walk: {
        ...contract.walk,
        readBack: contract.walk.readBack?.map((each) => ({ ...each, shows: () => false })) ?? [],
      },
    }));
    await expect(lie((reply) => reply, disbelieving)).rejects.toThrow("cannot be read");
  });

  it("a broken law that an observer keeps", async () => {
    const observed = contracts.filter(({ walk: { createObserver } }) => createObserver !== undefined);
    const hasty = lie(
      (reply) => ({
        ...reply,
        body: typeof reply.body === "string" ? reply.body.replace(/"frozen":\w+/, '"frozen":true') : reply.body,
      }),
      observed,
    );
    await expect(hasty).rejects.toThrow(/after \w+: \w+ answers 200 and shows otherwise/);
  });

  it("nothing in a reply that a fault has disturbed, and says so", async () => {
    const disturbed = await lie((reply) => ({ ...reply, headers: { ...reply.headers, [FAULT_HEADER]: "fault-1" } }));
    expect(disturbed.observations).toEqual([]);
    expect(new Set(disturbed.waivers.map(({ exception }) => exception))).toEqual(
      new Set(["reply that a fault has disturbed"]),
    );
  });

  describe("in the reply to a request that no operation takes", async () => {
    const specs = new Map(
      await Promise.all(contracts.map(async (each) => [each.provider, await readSpec(each.provider)] as const)),
    );
    const bendStrays = (change: (reply: ExchangeReply, stray: StrayKind, spec: Spec) => Partial<ExchangeReply>) =>
      lie((reply, step) =>
        step.kind === "stray"
          ? { ...reply, ...change(reply, step.stray, specs.get(step.provider as TargetName) ?? expect.fail()) }
          : reply,
      );
    /** A common response of another status, as the spec has it. */
    const other = (status: number, { common }: Spec): Partial<ExchangeReply> => {
      const response = common.get(status);
      return response === undefined ? {} : toReply(status, response);
    };

    it("success", async () => {
      await expect(bendStrays(() => ({ status: 200 }))).rejects.toThrow("the spec does not know this status");
    });

    it("a renamed member", async () => {
      const renamed = bendStrays(({ body }) => ({
        body: typeof body === "string" ? body.replace(/"(\w+)":/, '"$1_":') : body,
      }));
      await expect(renamed).rejects.toThrow("body must");
    });

    it("a missing header", async () => {
      const bare = bendStrays(({ headers }) => ({ headers: { "content-type": headers["content-type"] ?? "" } }));
      await expect(bare).rejects.toThrow("lacks the header");
    });

    it("a common response of another status than what was wrong is answered with", async () => {
      const mixedUp = bendStrays((_reply, stray, spec) => (stray === "wrong method" ? other(413, spec) : {}));
      await expect(mixedUp).rejects.toThrow("it should be 405 or 401");
    });

    it("a reply that the mock never gives, as the spec says", async () => {
      await expect(bendStrays((_reply, _stray, spec) => other(500, spec))).rejects.toThrow("although the spec says");
    });
  });

  it("a mock that takes what its spec forbids", async () => {
    const lenient = lie((reply, { kind, operation }) => {
      const success = [...operation.responses].find(([status]) => status < 300);
      if (reply.status !== 400 || success === undefined || kind === "stray") return reply;
      // Of another media type, or without its headers, the reply would be wrong for that alone.
      const media = success[1].content?.["application/json"];
      const needsHeaders = Object.values(success[1].headers ?? {}).some(({ required }) => required === true);
      if (media === undefined || needsHeaders) return reply;
      const example = media.example ?? Object.values(media.examples ?? {})[0]?.value;
      return { ...reply, status: success[0], body: JSON.stringify(example) };
    });
    await expect(lenient).rejects.toThrow(/took what its spec forbids|cannot be read/);
  });
});
