// A program that takes a function out of `node:https` by its name, before anything else runs.
import { get } from "node:https";

get("https://api.avacy.eu/unknown/nowhere", (reply) => {
  process.stdout.write(`${reply.statusCode} ${reply.headers["x-standin-nearest"] !== undefined}`);
  reply.resume();
});
