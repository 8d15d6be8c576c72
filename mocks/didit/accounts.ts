import type { components } from "#generated/didit/seed.ts";
import type { Application, DiditContext, User } from "./state.ts";

type Schemas = components["schemas"];

export const DEFAULT_SECRET = "standin-secret";
export const DEFAULT_WEBHOOK_SECRET = "standin-webhook-secret";

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
    ...(defaultScope !== undefined && { defaultScope }),
    ...(webhookUrl !== undefined && { webhookUrl }),
    ...(rateLimitPerMinute !== undefined && { rateLimitPerMinute }),
  };
  context.applications.put(application);
  return application;
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
