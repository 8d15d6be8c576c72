import { createControlClient } from "#clients/control.ts";
import { connectStandin } from "#standin/remote.ts";
import { createStandin, type StandinOptions } from "#standin/standin.ts";
import { createTestWorld, type TestWorld } from "./test-world.ts";

export interface TestStandinOptions extends StandinOptions {
  /**
   * A running standin to use instead of one in this process, so that all workers share it; default: the environment's
   * `STANDIN_URL`. Of the other options only `controlToken` means anything then (default: `STANDIN_CONTROL_TOKEN`).
   */
  readonly url?: string;
}

/** A standin as tests use it: one in this process, or one that runs elsewhere. Both have the same members. */
export interface TestStandin extends AsyncDisposable {
  /** Where it answers, e.g. `http://127.0.0.1:4700`; no trailing slash. */
  readonly url: string;
  /** Whether others may be using it too. */
  readonly isShared: boolean;
  /** A world, as it is; one that is not there springs into existence from the seed at first use. */
  world(name: string): TestWorld;
  /** Stops it if it runs in this process. `await using` does the same. */
  close(): Promise<void>;
}

/** Starts a standin for tests on a free port of this machine, or connects to one that runs already. */
export async function openTestStandin(options: TestStandinOptions = {}): Promise<TestStandin> {
  const { url = fromEnvironment("STANDIN_URL"), ...rest } = options;
  return url === undefined ? startStandin(rest) : shareStandin(url.replace(/\/$/, ""), rest.controlToken);
}

async function startStandin(options: StandinOptions): Promise<TestStandin> {
  const standin = await createStandin(options);
  const { url } = await standin.listen();
  const control = createControlClient({ baseUrl: url, fetch: standin.fetch });
  return {
    url,
    isShared: false,
    world: (name) =>
      createTestWorld(control.world(name), {
        fetchIn: (world) => async (input, init) => (await standin.world(world)).fetch(input, init),
        intercept: standin.intercept,
        make: async () => void (await standin.world(name)),
      }),
    close: standin.close,
    [Symbol.asyncDispose]: standin.close,
  };
}

function shareStandin(url: string, token = fromEnvironment("STANDIN_CONTROL_TOKEN")): TestStandin {
  // As it is now: what is asked of standin itself is nobody's to intercept.
  const { fetch } = globalThis;
  const control = createControlClient({ baseUrl: url, fetch, ...(token !== undefined && { token }) });
  const remote = connectStandin(url);
  const close = async (): Promise<void> => {};
  return {
    url,
    isShared: true,
    world: (name) => {
      const client = control.world(name);
      return createTestWorld(client, { ...remote, make: async () => void (await client.put()) });
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

const fromEnvironment = (name: "STANDIN_URL" | "STANDIN_CONTROL_TOKEN"): string | undefined =>
  process.env[name] || undefined;
