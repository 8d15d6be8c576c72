import { createControlClient, type World } from "#clients/control.ts";
import { connectStandin } from "#interception/remote.ts";
import { StandinError } from "#standin/basics.ts";
import type { GivenProvider } from "#standin/providers.ts";
import { createStandin, type StandinOptions } from "#standin/standin.ts";
import { withInterceptions } from "./test-world.ts";

export interface TestStandinOptions extends StandinOptions<GivenProvider> {
  /**
   * URL of a running standin to use instead of one in this process, so that all workers share it; default: the environment
   * variable `STANDIN_URL`. All other options but `controlToken` (default: `STANDIN_CONTROL_TOKEN`) and `providers`, which says
   * whose real hosts are intercepted, are then ignored.
   */
  readonly url?: string;
}

/** A standin for tests: in this process or in another one. Both have the same members. */
export interface TestStandin extends AsyncDisposable {
  /** Its base URL, e.g. `http://127.0.0.1:4700`; no trailing slash. */
  readonly url: string;
  /** Whether other processes may use it too. */
  readonly isShared: boolean;
  /** Returns a world in its current state. It is created from the seed on first use. */
  world(name: string): Promise<World>;
  /** Stops it if it runs in this process. `await using` does the same. */
  close(): Promise<void>;
}

/** Starts a standin for tests on a free local port, or connects to a running one. */
export async function openTestStandin(options: TestStandinOptions = {}): Promise<TestStandin> {
  const { url = fromEnvironment("STANDIN_URL"), ...rest } = options;
  if (url === undefined) return startStandin(rest);
  const shared = shareStandin(url.replace(/\/$/, ""), rest);
  await shared.requireAnswer();
  return shared;
}

async function startStandin(options: StandinOptions<GivenProvider>): Promise<TestStandin> {
  const standin = await createStandin(options);
  const { url } = await standin.listen();
  return {
    url,
    isShared: false,
    // Which providers there are is known to the options alone.
    world: (name) => standin.world(name) as unknown as Promise<World>,
    close: standin.close,
    [Symbol.asyncDispose]: standin.close,
  };
}

/** A standin in another process. */
interface SharedStandin extends TestStandin {
  /** @throws StandinError unless it answers, so that no test begins without it */
  requireAnswer(): Promise<void>;
}

function shareStandin(
  url: string,
  { providers, controlToken: token = fromEnvironment("STANDIN_CONTROL_TOKEN") }: TestStandinOptions,
): SharedStandin {
  // The current `fetch`: requests to standin itself must not be intercepted later.
  const { fetch } = globalThis;
  const control = createControlClient({ baseUrl: url, fetch, ...(token !== undefined && { token }) });
  const remote = connectStandin(url, providers);
  const close = async (): Promise<void> => {};
  return {
    url,
    isShared: true,
    async requireAnswer() {
      const health = await control.results.health();
      if (health.ok) return;
      throw new StandinError(
        "ERR_STANDIN_USAGE",
        `The standin that \`STANDIN_URL\` or the option \`url\` names, ${url}, cannot be used: ${health.message.replace(/\.$/, "")}. Start one with \`standin start\`, or leave both out.`,
      );
    },
    // What is sent keeps its host, as it does in this process.
    world: async (name) => withInterceptions({ ...(await control.world(name)), fetch: remote.fetchIn(name) }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const fromEnvironment = (name: "STANDIN_URL" | "STANDIN_CONTROL_TOKEN"): string | undefined =>
  process.env[name] || undefined;
