import { request } from "node:http";
import { createServer } from "node:net";

const PATIENCE_MS = 2000;
/** What standin says of itself is short. */
const MOST_BYTES = 100_000;

/** @returns the code of the error that listening there ends with; `undefined` if it is possible */
export function tryPort(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", ({ code, message }: NodeJS.ErrnoException) => resolve(code ?? message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** Says what answers on a port: a standin with its version, another server for HTTP, or a program that does not say. */
export async function nameOwner(port: number, host: string): Promise<string> {
  const health = await ask(port, host, "/_standin/health");
  if (health === undefined) return "another program";
  if (health.name === "standin") return `standin ${health.version}`;
  // Without its control API, or where that needs a token, it names itself by its first page.
  const page = await ask(port, host, "/");
  return page?.name === "standin" ? "a standin whose version is not known" : "another server for HTTP";
}

interface Answer {
  readonly name?: unknown;
  readonly version?: unknown;
}

/** @returns what it answers, empty unless that is an object of JSON; `undefined` if nothing answers by HTTP */
function ask(port: number, host: string, path: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const sent = request({ host, port, path, timeout: PATIENCE_MS, agent: false }, async (reply) => {
      let text = "";
      try {
        for await (const chunk of reply.setEncoding("utf8")) {
          text += chunk;
          if (text.length > MOST_BYTES) break;
        }
        const answer: unknown = JSON.parse(text);
        resolve(typeof answer === "object" && answer !== null ? answer : {});
      } catch {
        resolve({});
      }
    });
    sent.on("timeout", () => sent.destroy(new Error("timeout")));
    sent.on("error", () => resolve(undefined));
    sent.end();
  });
}
