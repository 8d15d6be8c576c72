import type { AddressInfo } from "node:net";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { createNodeServer } from "#transports/node.ts";
import { type Target, toStateValues } from "#verification/verification-server.ts";
import type { Ground, SubjectName } from "./subjects.ts";

export interface GroundServer {
  /** Without a trailing slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an in-process handler on a port. */
export async function listen(exchanger: Exchanger): Promise<GroundServer> {
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
export const openGroundTarget = (ground: Ground, subject: SubjectName, origin: string): Target => ({
  begin: ground.begin,
  prepare: async (state, parameters) => toStateValues(await ground.prepare(subject, state, parameters)),
  url: () => origin + ground.pathOf(subject),
});
