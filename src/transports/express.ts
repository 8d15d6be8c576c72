import { Router } from "express";
import type { Engine } from "#engine/engine.ts";
import { createDataPlane } from "./node.ts";

/**
 * An Express router that answers by an engine. Mount it wherever it suits: `app.use("/providers", createExpressRouter(engine))`.
 * It may stand before or after body-parsing middleware.
 */
export function createExpressRouter(engine: Engine): Router {
  const router = Router();
  router.use(createDataPlane(engine));
  return router;
}
