import { PlatformDate } from "#engine/basics/date.ts";
import type { components } from "#generated/didit/seed.ts";
import type { ApiKey, Application, DiditContext, User, Workflow } from "./state.ts";
import { putVersion, versionsOf } from "./workflow-versions.ts";

type Schemas = components["schemas"];

export const DEFAULT_SECRET = "standin-secret";
export const DEFAULT_WEBHOOK_SECRET = "standin-webhook-secret";
/** What a workflow checks that names nothing. */
const DEFAULT_FEATURES: Workflow["features"] = ["ID_VERIFICATION", "LIVENESS", "FACE_MATCH", "IP_ANALYSIS"];

/** Writes an amount with a number of decimals, without calculating: a float could not hold all amounts. */
function toDecimal(amount: string, decimals: number): string {
  const [whole = "0", fraction = ""] = amount.split(".");
  return `${whole}.${fraction.slice(0, decimals).padEnd(decimals, "0")}`;
}

/** What an application has to spend that names nothing. */
const DEFAULT_BALANCE = "142.5000";

/** Declares an application, or replaces the one of the same client id. */
export function putApplication(given: Schemas["Application"], context: DiditContext): Application {
  const { default_scope: defaultScope, webhook_url: webhookUrl, rate_limit_per_minute: rateLimitPerMinute } = given;
  const before = context.applications.get(given.client_id);
  const application: Application = {
    clientId: given.client_id,
    clientSecret: given.client_secret ?? DEFAULT_SECRET,
    id: given.id ?? before?.id ?? context.ids.uuid(),
    name: given.name ?? given.client_id,
    organizationId: given.organization_id ?? "standin-org",
    isActive: given.active ?? true,
    mayUseClientCredentials: given.client_credentials ?? true,
    features: given.features ?? "OCR + FACE",
    webhookSecret: given.webhook_secret ?? DEFAULT_WEBHOOK_SECRET,
    webhookVersion: given.webhook_version ?? "v3",
    webhookFormat: given.webhook_format ?? "sorted",
    ...(defaultScope !== undefined && { defaultScope }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(rateLimitPerMinute !== undefined && { rateLimitPerMinute }),
    balance: toDecimal(given.balance_too_low === true ? "0" : (given.balance ?? DEFAULT_BALANCE), 4),
    ...(given.auto_refill !== undefined && {
      autoRefill: {
        amount: toDecimal(given.auto_refill.amount, 2),
        threshold: toDecimal(given.auto_refill.threshold, 2),
      },
    }),
    ...(given.blocked !== undefined && { blocked: given.blocked }),
  };
  context.applications.put(application);
  for (const key of given.api_keys ?? []) putApiKey(key, given.client_id, context);
  for (const workflow of given.workflows ?? []) putWorkflow(workflow, given.client_id, context);
  return application;
}

/** Declares a key of an application, or replaces the one of the same text. */
export function putApiKey(given: Schemas["ApiKey"], clientId: string, context: DiditContext): ApiKey {
  const { expires_at: expiresAt, scopes, workflow_ids: workflowIds } = given;
  const key: ApiKey = {
    key: given.key,
    clientId,
    mode: given.mode ?? "live",
    isRevoked: given.revoked ?? false,
    ...(expiresAt !== undefined && { expiresAtMs: PlatformDate.parse(expiresAt) }),
    ...(scopes !== undefined && { scopes }),
    ...(workflowIds !== undefined && { workflowIds }),
  };
  context.apiKeys.put(key);
  return key;
}

/** Declares a published version of a workflow, or replaces the one of the same number. */
export function putWorkflow(given: Schemas["Workflow"], clientId: string, context: DiditContext): Workflow {
  const { id, name = "Standin", version = 1, features = DEFAULT_FEATURES } = given;
  const versions = versionsOf(id, context);
  const same = versions.find((each) => each.version === version);
  const isDefault = context.workflows.first("byApplication", [clientId]) === undefined;
  return putVersion(
    {
      uuid: same?.uuid ?? (versions.length === 0 ? id : context.ids.uuid()),
      id,
      clientId,
      name,
      version,
      features,
      status: "published",
      isDefault: versions[0]?.isDefault ?? isDefault,
      number: same?.number ?? context.counters.next(`workflows of ${clientId}`),
      updatedAtMs: context.now,
    },
    context,
  );
}

/** Declares a person, or replaces the one of the same id. */
export function putUser(given: Schemas["User"], context: DiditContext): User {
  const { app_token: appToken, emails = [], phones = [], ...profile } = given;
  const before = context.users.get(given.id);
  const user: User = {
    ...profile,
    emails,
    phones,
    appToken: appToken ?? before?.appToken ?? context.ids.hex(40),
  };
  context.users.put(user);
  return user;
}
