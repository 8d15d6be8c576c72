import { type Behaviour, compileSpec, defineProblems, loadOnce } from "standin/mock";
import { authenticate } from "./credentials.ts";
import document from "./generated/spec.json" with { type: "json" };
import { handlers } from "./handlers.ts";
import { reasons } from "./reasons.ts";
import type { state } from "./state.ts";

const { operations, commonResponses } = await compileSpec(document);

/** Answers requests. `satisfies` keeps the types, for overrides and scenarios. */
export const behaviour = {
  operations,
  commonResponses,
  authenticate,
  problems: defineProblems(({ status, message }) => ({ status, body: { message } })),
  handlers,
  jobs: {
    /** Reservations end by the clock of the world. */
    release(id, { items }) {
      const item = items.get(id);
      if (item !== undefined) items.put({ ...item, reservedUntilMs: null });
    },
  },
  scenarios: loadOnce(async () => (await import("./scenarios.ts")).scenarios),
  reasons,
} satisfies Behaviour<typeof state>;
