import { Router } from "express";
import type { Exchanger } from "#engine/exchange.ts";
import { createDataPlane } from "./node.ts";
import { readerOf } from "./node-mounted.ts";

/**
 * An Express router that answers by an engine. Mount it wherever it suits: `app.use("/providers", createExpressRouter(engine))`.
 * It may stand before or after body-parsing middleware.
 */
export function createExpressRouter(engine: Exchanger): Router {
  const router = Router();
  const answer = createDataPlane(engine);
  router.use((request, response, next) => answer(request, response, next, readerOf(request, response)));
  return router;
}
