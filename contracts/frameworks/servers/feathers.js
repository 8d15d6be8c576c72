/**
 * Feathers as its generator sets it up for Express, with services that answer what they were given. It prints its port.
 *
 * Express answers what Feathers does not take; requests that no method takes are answered by Feathers' own error handler.
 */
import { createHash } from "node:crypto";
import { errorHandler, default as express, json, notFound, rest, urlencoded } from "@feathersjs/express";
import { feathers } from "@feathersjs/feathers";

/** Shows a value without altering any: numbers as text. */
function show(value) {
  if (typeof value === "number") return { $number: String(value) };
  if (Buffer.isBuffer(value)) return { $bytes: createHash("sha256").update(value).digest("hex") };
  if (Array.isArray(value)) return value.map(show);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, show(each)]));
}

const answer =
  (service, operation) =>
  (id, data, { query, headers, route }) => ({
    operation: `${operation} ${service}`,
    path: { ...route, ...(id !== undefined && { id }) },
    query: show(query),
    headers: { "x-probe": headers["x-probe"] ?? null },
    body: show(data ?? {}),
  });

/** What database adapters do where nothing else is said: a change needs an id. */
function demand(id) {
  if (id === null)
    throw Object.assign(new Error("Can not change multiple entries"), {
      code: 405,
      name: "MethodNotAllowed",
      type: "FeathersError",
      className: "method-not-allowed",
    });
}

function service(name) {
  const [find, get, create, patch, remove] = ["GET", "GET one", "POST", "PATCH one", "DELETE one"].map((operation) =>
    answer(name, operation),
  );
  return {
    find: async (params) => find(undefined, undefined, params),
    get: async (id, params) => get(id, undefined, params),
    create: async (data, params) => create(undefined, data, params),
    async patch(id, data, params) {
      demand(id);
      return patch(id, data, params);
    },
    async remove(id, params) {
      demand(id);
      return remove(id, undefined, params);
    },
  };
}

const app = express(feathers());
app.use(json());
app.use(urlencoded({ extended: true }));
app.configure(rest());
app.use("echo", service("echo"), { methods: ["find", "get", "create", "patch", "remove"] });
app.use("echo/:owner/items", service("items"), { methods: ["find", "create"] });
// Which success it is says nothing of how the request was read.
app.hooks({
  after: {
    create: [
      async (context) => {
        context.http = { status: 200 };
      },
    ],
  },
});
app.use(notFound());
app.use(errorHandler({ logger: false, html: undefined }));
const server = await app.listen(0, "127.0.0.1");
const sayPort = () => process.stdout.write(`port ${server.address().port}\n`);
if (server.listening) sayPort();
else server.on("listening", sayPort);
