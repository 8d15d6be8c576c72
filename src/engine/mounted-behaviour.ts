import { readArrived } from "./body.ts";
import { parseForm } from "./form.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import { createPageRouter } from "./page-router.ts";
import { parseBody } from "./parse-body.ts";
import type { Behaviour } from "./provider.ts";
import { createApiRouter } from "./router.ts";
import { toTable } from "./table.ts";
import { keysOf } from "./world-keys.ts";

/** What not every provider has. With it all behaviours are of one shape, and quick to read. */
const OPTIONAL = {
  worldOf: undefined,
  needs: undefined,
  readsBody: undefined,
  authorize: undefined,
  bodyMediaType: undefined,
  reading: undefined,
  readForm: undefined,
  normalizeBody: undefined,
  crossOrigin: undefined,
  rateLimit: undefined,
  pages: undefined,
};

const bodies = { readArrived, parseBody, parseForm };

/** Builds the tables of a behaviour, and brings cryptography. Loaded by the first request, like the behaviour itself. */
export const mountBehaviour = (mount: Mount, behaviour: Behaviour): MountedBehaviour => ({
  ...OPTIONAL,
  ...behaviour,
  mount,
  handlers: toTable({ ...behaviour.handlers }),
  waitingHandlers: toTable({ ...behaviour.waitingHandlers }),
  jobs: toTable({ ...behaviour.jobs }),
  router: createApiRouter(mount.provider.api, behaviour),
  bodies,
  findPage: createPageRouter(behaviour.pages ?? []),
  secretsOf: keysOf,
});
