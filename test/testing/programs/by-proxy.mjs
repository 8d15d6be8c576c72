// A program that asks a provider by a proxy, as each of the usual clients does it. It prints what each has come to: a status, or an error.
import { createRequire } from "node:module";
import { join } from "node:path";

const { PACKAGES = "", PROXY = "", CLIENTS = "", STANDIN_INDEX } = process.env;
if (STANDIN_INDEX !== undefined) {
  const { createStandin } = await import(STANDIN_INDEX);
  await (await createStandin()).intercept();
}
const require = createRequire(join(PACKAGES, "package.json"));
const ADDRESS = "https://api.avacy.eu/unknown/nowhere";
const PLAIN = ADDRESS.replace("https", "http");

const statusOf = async (asked) => (await asked).status ?? (await asked).statusCode;
const byRequest = (module, address, options) =>
  new Promise((resolve, reject) => {
    require(module)
      .get(address, options, (reply) => resolve(reply.resume()))
      .once("error", reject);
  });

function byUndici(name) {
  const { EnvHttpProxyAgent, ProxyAgent, Pool, fetch: ask, request } = require(name);
  const agent = new ProxyAgent(PROXY);
  const tunnel = new ProxyAgent({ uri: PROXY, proxyTunnel: true });
  const second = new ProxyAgent({ uri: PROXY, requestTls: { allowH2: true }, allowH2: true });
  const fromEnvironment = new EnvHttpProxyAgent({ httpProxy: PROXY, httpsProxy: PROXY, noProxy: "" });
  return {
    request: () => request(ADDRESS, { dispatcher: agent }),
    "request without TLS": () => request(PLAIN, { dispatcher: agent }),
    "request without TLS, in a tunnel": () => request(PLAIN, { dispatcher: tunnel }),
    "request with HTTP/2": () => request(ADDRESS, { dispatcher: second }),
    fetch: () => ask(ADDRESS, { dispatcher: fromEnvironment }),
    "fetch without TLS": () => ask(PLAIN, { dispatcher: fromEnvironment }),
    "global fetch": () => fetch(ADDRESS, { dispatcher: fromEnvironment }),
    "pool with HTTP/2": () => new Pool("https://api.avacy.eu", { allowH2: true }).request({ path: "/", method: "GET" }),
  };
}

const clients = {
  undici6: () => byUndici("undici6"),
  undici7: () => byUndici("undici7"),
  agents: () => {
    const { HttpsProxyAgent } = require("https-proxy-agent");
    const { HttpProxyAgent } = require("http-proxy-agent");
    return {
      tunnel: () => byRequest("https", ADDRESS, { agent: new HttpsProxyAgent(PROXY, { keepAlive: true }) }),
      "tunnel without TLS": () => byRequest("http", PLAIN, { agent: new HttpsProxyAgent(PROXY) }),
      plain: () => byRequest("http", PLAIN, { agent: new HttpProxyAgent(PROXY) }),
    };
  },
  axios: () => {
    const axios = require("axios");
    const options = { validateStatus: () => true };
    return { get: () => axios.get(ADDRESS, options), "get without TLS": () => axios.get(PLAIN, options) };
  },
  node: () => ({
    fetch: () => fetch(ADDRESS),
    "fetch without TLS": () => fetch(PLAIN),
    https: () => byRequest("https", ADDRESS, {}),
    http: () => byRequest("http", PLAIN, {}),
  }),
};

const outcomes = {};
for (const client of CLIENTS.split(","))
  for (const [way, ask] of Object.entries(clients[client]()))
    outcomes[`${client}: ${way}`] = await statusOf(ask()).catch((error) => `${error.cause ?? error}`);
process.stdout.write(JSON.stringify(outcomes), () => process.exit());
