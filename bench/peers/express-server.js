/**
 * Bare Express, the same work as bare `node:http`: a GET is answered with a fixed object, a POST is parsed and echoed.
 * Arguments: the port, the folder of the peers' packages, the object.
 */
import { createRequire } from "node:module";

const [port = "0", packages = ".", item = "{}"] = process.argv.slice(2);
const express = createRequire(`${packages}/`)("express");
const fixed = JSON.parse(item);

const app = express();
app.get("/items/:id", (_request, response) => response.json(fixed));
app.post("/items", express.json(), (request, response) => response.status(201).json(request.body));
app.listen(Number(port), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
