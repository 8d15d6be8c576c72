import { DEFAULT_WORLD } from "#engine/basics/world-name.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import { explainExpiry, explainToken, signToken, verifyToken } from "#engine/kit/tokens.ts";
import { SHARE_TTL_S, SHAREABLE } from "./assumptions.ts";
import { createLink } from "./links.ts";
import { reasons } from "./reasons.ts";
import type { Application, DiditContext, Workflow, WorkflowSession } from "./state.ts";
import { startStatus } from "./workflow-sessions.ts";

/** Whether a session is finished, so that it can be shared. */
export const isShareable = ({ status }: WorkflowSession): boolean => SHAREABLE.includes(status);

/** Signs the token by which one application imports a session. */
export function mintShareToken(
  { id, clientId }: WorkflowSession,
  receiver: Application,
  context: DiditContext,
  lifetimeSeconds = SHARE_TTL_S,
): string {
  const iat = Math.floor(context.now / 1000);
  const claims = {
    session_id: id,
    session_kind: "user",
    from_application_id: context.applications.get(clientId)?.id ?? "",
    for_application_id: receiver.id,
    iat,
    exp: iat + lifetimeSeconds,
  };
  const { secret, id: keyId } = context.tokenKeys.current;
  return signToken(claims, secret, keyId === DEFAULT_WORLD ? undefined : keyId);
}

/** How messages name the token. */
const SHARE_TOKEN = "The share token";

/** Returns the id of the session that a token shares with an application, or why the token is refused. */
export function readShareToken(
  token: string,
  { id, clientId }: Application,
  context: DiditContext,
): { readonly sessionId: string } | Reason {
  const claims = verifyToken(token, context.tokenKeys.secretFor(token));
  if (claims === undefined) return explainToken(token, "signed", context, SHARE_TOKEN);
  const { session_id: sessionId, for_application_id: receiver, exp } = claims;
  // Client tokens are signed with the same keys.
  if (typeof sessionId !== "string" || typeof exp !== "number") return reasons.notAShareToken();
  if (context.now >= exp * 1000) return explainExpiry(exp * 1000, context.now, SHARE_TOKEN);
  return receiver === id
    ? { sessionId }
    : reasons.sharedWithAnother({ id: sessionId, receiver: String(receiver), clientId });
}

interface ImportOptions extends Pick<WorkflowSession, "environment"> {
  /** Whether the copy keeps the status of the original. */
  readonly isTrusted: boolean;
  /** Default: that of the original. */
  readonly vendorData?: string | undefined;
}

/** Copies a shared session into an application, with its results but without its reviews. */
export function importSession(
  original: WorkflowSession,
  workflow: Workflow,
  given: ImportOptions,
  context: DiditContext,
): WorkflowSession {
  const { clientId, id: workflowId, version } = workflow;
  const { features, expectedDetails, contactDetails, portrait, reports } = original;
  const session: WorkflowSession = {
    id: context.ids.uuid(),
    ...createLink("verify", context.ids.hex(40), undefined, context),
    clientId,
    number: context.counters.next(`workflow sessions of ${clientId}`),
    status: given.isTrusted ? original.status : "In Review",
    environment: given.environment,
    workflowId,
    workflowVersion: version,
    features,
    vendorData: given.vendorData || original.vendorData,
    metadata: null,
    callback: null,
    expectedDetails,
    contactDetails,
    ...(portrait !== undefined && { portrait }),
    createdAtMs: context.now,
    reports,
    reviews: [],
    sharedFrom: original.id,
  };
  context.workflowSessions.put(session);
  const imports = [...(original.imports ?? []), { clientId, sessionId: session.id }];
  context.workflowSessions.put({ ...original, imports });
  startStatus(session, context);
  return session;
}
