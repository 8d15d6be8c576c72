import { createControlClient } from "#clients/control.ts";
import type { ExchangeRequest } from "#engine/contract/exchange.ts";
import type { OperationSet } from "../../bench/operations/operation-set.ts";

/** Sends a request of an operation set to a running standin. */
export async function sendTo(url: string, { provider }: OperationSet, request: ExchangeRequest): Promise<Response> {
  const { method, path, query, body } = request;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) if (typeof value === "string") headers[name] = value;
  const address = `${url}/${provider}${path}${query === "" ? "" : `?${query}`}`;
  return fetch(address, { method, headers, redirect: "manual", ...(typeof body === "string" && { body }) });
}

/** Prepares a running standin by an operation set. @returns what is to be measured */
export function prepareAt(url: string, set: OperationSet) {
  const world = createControlClient({ baseUrl: url }).results.world("default");
  return set.prepare({
    async send(request) {
      const response = await sendTo(url, set, request);
      if (!response.ok) throw new Error(`${request.path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Record<string, unknown>;
    },
    async scenario(name, parameters = {}) {
      const run = await world.scenario(set.provider, name, parameters);
      if (!run.ok) throw new Error(`${name}: ${JSON.stringify(run)}`);
      return run.data as Record<string, unknown>;
    },
  });
}
