import { Router } from "express";
import type { Exchanger } from "#engine/contract/exchange.ts";
import { createDataPlane } from "./node.ts";
import { readerOf } from "./node-mounted.ts";

/**
 * An Express router that answers by an engine. Mount it wherever it suits: `app.use("/providers", createExpressRouter(engine))`.
 * It answers every path below, and never calls `next()`, but for `next(error)` when standin fails or has been closed. Mount it before
 * body-parsing middleware: behind that it answers as well, but for what the parsers alter (`docs/express.md`).
 */
export function createExpressRouter(engine: Exchanger): Router {
  const router = Router();
  const answer = createDataPlane(engine);
  router.use((request, response, next) => answer(request, response, next, readerOf(request, response)));
  return router;
}
