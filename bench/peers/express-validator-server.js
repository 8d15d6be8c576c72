/**
 * What a team writes for itself: Express, its requests and replies validated against the spec, and a map for a store.
 * Arguments: the port, the folder of the peers' packages, the spec, the first item.
 */
import { createRequire } from "node:module";

const [port = "0", packages = ".", apiSpec = "", item = "{}"] = process.argv.slice(2);
const require = createRequire(`${packages}/`);
const express = require("express");
const { middleware } = require("express-openapi-validator");

const first = JSON.parse(item);
const items = new Map([[first.id, first]]);
const app = express();
app.use(express.json());
app.use(
  middleware({
    apiSpec,
    validateRequests: true,
    validateResponses: true,
    validateSecurity: { handlers: { bearer: ({ headers }) => headers.authorization === "Bearer bench-token" } },
  }),
);
app.get("/items/:id", (request, response) => {
  const found = items.get(request.params.id);
  if (found === undefined) response.status(404).end();
  else response.json(found);
});
app.post("/items", (request, response) => {
  const created = { id: String(items.size + 1), ...request.body };
  items.set(created.id, created);
  response.status(201).json(created);
});
app.use((error, _request, response, _next) => response.status(error.status ?? 500).json({ message: error.message }));
app.listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
