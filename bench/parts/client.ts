import { loadDidomiClient, loadStandin } from "../built.ts";
import { type Scale, say } from "../scale.ts";
import { costOf, round } from "../statistics.ts";
import { prepareWorkload, READ } from "../workloads.ts";

/** What a typed client adds to the same `fetch` called by hand, in process. */
export async function measureClient(scale: Scale) {
  const { createStandin } = await loadStandin();
  const { createDidomiClient } = await loadDidomiClient();
  const { fetch } = await createStandin();
  const origin = "http://standin.localhost";
  const { url, headers = {} } = await prepareWorkload(READ, origin, fetch);
  const id = new URL(url).pathname.split("/").at(-1) ?? "";
  const key = { key: "standin-key", secret: "standin-secret" };
  const { api } = createDidomiClient({ baseUrl: `${origin}/didomi/v1`, organizationId: "standin-org", ...key, fetch });
  const params = { path: { id }, query: { organization_id: "standin-org" } };
  const byClient = async (): Promise<void> => {
    const { error } = await api.GET("/consents/users/{id}", { params });
    if (error !== undefined) throw new Error(`the client was refused: ${JSON.stringify(error)}`);
  };
  const byHand = async (): Promise<unknown> => (await fetch(url, { headers })).json();
  const hand = await costOf(scale.of(2000), byHand);
  const client = await costOf(scale.of(2000), byClient);
  const figure = { operation: READ, fetch: hand, client, addedCpuMicros: round(client.cpuMicros - hand.cpuMicros, 1) };
  say(`  ${READ}: fetch ${hand.cpuMicros} µs, client ${client.cpuMicros} µs of processor time`);
  return figure;
}
