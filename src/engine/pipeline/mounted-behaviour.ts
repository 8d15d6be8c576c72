import { StandinError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import { type Table, toTable } from "../basics/table.ts";
import type { Behaviour } from "../contract/mock.ts";
import { parseQuery } from "../kit/decode.ts";
import { parseForm } from "../kit/form.ts";
import { keysOf } from "../kit/world-keys.ts";
import { readArrived } from "./body.ts";
import type { Mount, MountedBehaviour } from "./mount.ts";
import { createPageRouter } from "./page-router.ts";
import { parseBody } from "./parse-body.ts";
import { createApiRouter } from "./router.ts";

/** What not every provider has. With it all behaviours are of one shape, and quick to read. */
const OPTIONAL = {
  worldOf: undefined,
  needs: undefined,
  readsBody: undefined,
  authorize: undefined,
  decodePath: undefined,
  otherPath: undefined,
  methodOf: undefined,
  bodyMediaType: undefined,
  bodyReading: undefined,
  readForm: undefined,
  normalizeBody: undefined,
  crossOrigin: undefined,
  rateLimit: undefined,
  pages: undefined,
  overridden: undefined,
};

const bodies = { readArrived, parseBody, parseForm };

/** Builds the tables of a behaviour, and brings cryptography. Loaded by the first request, like the behaviour itself. */
export function mountBehaviour(
  mount: Mount,
  behaviour: Behaviour,
  inspectReply?: MountedBehaviour["inspectReply"],
): MountedBehaviour {
  if (behaviour.methodOf !== undefined && behaviour.needs !== undefined)
    throw new StandinError(
      "ERR_STANDIN_INVALID_MOCK",
      `${mount.mock.api.name} has both methodOf and needs. Omit one: see Reading.methodOf.`,
    );
  const jobs = toTable({ ...behaviour.jobs });
  const ownPrefixes = Object.values(behaviour.operations).flatMap((operation) => operation.ownPrefixes ?? []);
  return {
    ...OPTIONAL,
    ...behaviour,
    mount,
    inspectReply,
    handlers: toTable({ ...behaviour.handlers }),
    waitingHandlers: toTable({ ...behaviour.waitingHandlers }),
    jobs,
    checkJob: (job) => checkJob(mount.mock.api.name, jobs, job),
    parseQuery: behaviour.parseQuery ?? parseQuery,
    router: createApiRouter(mount.mock.api, behaviour, behaviour),
    bodies,
    findPage: createPageRouter(behaviour.pages ?? [], new Set(ownPrefixes)),
    secretsOf: keysOf,
  };
}

function checkJob(provider: string, jobs: Table<object>, job: string): void {
  if (Object.hasOwn(jobs, job)) return;
  const known = Object.keys(jobs).join(", ") || "none";
  throw new RangeError(
    `${provider} has no job ${quoteValue(job)} to schedule; it has ${known}. Declare it in the behaviour's jobs.`,
  );
}
