import type { AddressInfo } from "node:net";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { createNodeServer } from "#transports/node.ts";
import { type Target, toStateValues } from "#verification/verification-server.ts";
import type { TargetName, TestBench } from "./targets.ts";

export interface PactTargetServer {
  /** Without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an in-process handler on a port. */
export async function listen(exchanger: Exchanger): Promise<PactTargetServer> {
  const server = createNodeServer(exchanger);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Creates a verification target for Pact's verifier. It is reset before each interaction.
 *
 * @param origin of the target, without a trailing slash
 */
export const openPactTarget = (testBench: TestBench, target: TargetName, origin: string): Target => ({
  begin: testBench.begin,
  prepare: async (state, parameters) => toStateValues(await testBench.prepare(target, state, parameters)),
  url: () => origin + testBench.pathOf(target),
});
