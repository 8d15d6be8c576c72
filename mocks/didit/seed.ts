import type { ExampleRequest } from "#engine/contract/mock.ts";
import { checkSeedWith, findTwice, SeedError } from "#engine/kit/check-seed.ts";
import type { components } from "#generated/didit/seed.ts";
import { DEFAULT_SECRET, DEFAULT_WEBHOOK_SECRET, putApplication, putUser } from "./accounts.ts";
import { HOSTED_LINK_BASE, STATUS_NEEDS_CLIENT_TOKEN } from "./assumptions.ts";
import type { DiditContext, Options } from "./state.ts";

type Schemas = components["schemas"];
export type Seed = Schemas["Seed"];

const APPLICATIONS: readonly Schemas["Application"][] = [
  {
    client_id: "standin-client",
    client_secret: DEFAULT_SECRET,
    id: "00000000-0000-4000-8000-00000000000a",
    name: "Standin",
    api_keys: [
      { key: "standin-api-key", mode: "live" },
      { key: "standin-sandbox-key", mode: "sandbox" },
    ],
    workflows: [{ id: "00000000-0000-4000-8000-0000000000f1", name: "Document and face" }],
  },
];

/** One person with a value of every kind, two addresses and two numbers; one with only an e-mail address. */
const USERS: readonly Schemas["User"][] = [
  {
    id: "alice",
    app_token: "standin-app-token-alice",
    emails: [
      { email: "alice@example.com", is_verified: true, is_primary: true },
      { email: "alice.work@example.com", is_verified: false, is_primary: false },
    ],
    phones: [
      { phone_number: "+34600000001", is_verified: true, is_primary: true },
      { phone_number: "+34600000002", is_verified: true, is_primary: false },
    ],
    picture: "https://example.com/pictures/alice.png",
    names: { first_name: "Alice", family_name: "Example", full_name: "Alice Example", is_verified: true },
    is_verified: true,
    is_over_18: true,
    is_over_21: true,
    preferences: { language: "es", currency: "EUR", time_zone: "Europe/Madrid" },
    gender: { gender: "F", is_verified: true },
    birthdate: { birthdate: "1990-01-01", is_verified: true },
    document_detail: {
      document_type: "Passport",
      document_number: "XX000001",
      issuing_state: "ESP",
      expiration_date: "2034-01-01",
      is_verified: true,
    },
    address: {
      street: "Example Street 1",
      city: "Exampleville",
      postal_code: "00001",
      country: "ES",
      is_verified: true,
    },
    bank_account: { iban: "ES0000000000000000000001", is_verified: false },
    instagram_account: { username: "alice.example", is_verified: true },
    x_account: { username: "alice_example", is_verified: true },
    tiktok_account: { username: "alice.example", is_verified: false },
  },
  {
    id: "bob",
    app_token: "standin-app-token-bob",
    emails: [{ email: "bob@example.com", is_verified: false, is_primary: true }],
  },
];

/** The documented default: one application, two people. */
export const defaultSeed: Seed = { applications: [...APPLICATIONS], users: [...USERS] };

/** Members that a seed file omits are as in the default world. */
const applicationsOf = ({ applications = [...APPLICATIONS] }: Seed) => applications;
const usersOf = ({ users = [...USERS] }: Seed) => users;

export async function checkSeed(given: unknown): Promise<Seed> {
  // No start loads it without a seed to check.
  const { validateSeed } = await import("#generated/didit/seed-validator.js");
  const checked = checkSeedWith<Seed>(validateSeed, "didit", given);
  const applications = applicationsOf(checked);
  const users = usersOf(checked);
  refuseTwice(
    "applications",
    "client_id",
    applications.map(({ client_id }) => client_id),
  );
  refuseTwice(
    "applications",
    "id",
    applications.flatMap(({ id }) => id ?? []),
  );
  refuseTwice(
    "applications",
    "api_key",
    applications.flatMap(({ api_keys = [] }) => api_keys.map(({ key }) => key)),
  );
  refuseTwice(
    "applications",
    "workflow_id",
    applications.flatMap(({ workflows = [] }) => workflows.map(({ id }) => id)),
  );
  refuseTwice(
    "users",
    "id",
    users.map(({ id }) => id),
  );
  refuseTwice(
    "users",
    "app_token",
    users.flatMap(({ app_token }) => app_token ?? []),
  );
  return checked;
}

/** @param member its value is shown, unless it is a secret */
function refuseTwice(
  list: string,
  member: "client_id" | "id" | "app_token" | "api_key" | "workflow_id",
  values: readonly string[],
): void {
  const twice = findTwice(values);
  if (twice === undefined) return;
  const isSecret = member === "app_token" || member === "api_key";
  const shown = isSecret ? `the same ${member}` : `the ${member} ${JSON.stringify(twice)}`;
  throw new SeedError(`didit.${list} has ${shown} twice.`);
}

export function writeSeed(given: Seed, context: DiditContext): void {
  for (const application of applicationsOf(given)) putApplication(application, context);
  for (const user of usersOf(given)) putUser(user, context);
  context.options.put(toOptions(given.options));
}

const toOptions = (given: Schemas["Options"] = {}): Options => ({
  statusNeedsClientToken: given.status_needs_client_token ?? STATUS_NEEDS_CLIENT_TOKEN,
  hostedLinks: given.hosted_links ?? HOSTED_LINK_BASE,
});

export function describeCredentials(given: Seed): Record<string, string> {
  const [application] = applicationsOf(given);
  const [user] = usersOf(given);
  const [apiKey, ...further] = application?.api_keys ?? [];
  const sandboxKey = further.find(({ mode }) => mode === "sandbox");
  const [workflow] = application?.workflows ?? [];
  return {
    ...(apiKey !== undefined && { api_key: apiKey.key }),
    ...(sandboxKey !== undefined && { sandbox_api_key: sandboxKey.key }),
    ...(workflow !== undefined && { workflow_id: workflow.id }),
    ...(application !== undefined && {
      client_id: application.client_id,
      client_secret: application.client_secret ?? DEFAULT_SECRET,
      webhook_secret: application.webhook_secret ?? DEFAULT_WEBHOOK_SECRET,
    }),
    ...(user?.app_token !== undefined && { app_token: user.app_token }),
  };
}

/** The first step of an integration: a session of a workflow, or a client token for an application without a key. */
export function exampleRequest(given: Seed): ExampleRequest {
  const [application] = applicationsOf(given);
  const [apiKey] = application?.api_keys ?? [];
  const [workflow] = application?.workflows ?? [];
  if (apiKey !== undefined && workflow !== undefined)
    return {
      method: "POST",
      path: "/v3/session/",
      headers: { "x-api-key": apiKey.key },
      body: { workflow_id: workflow.id, vendor_data: "user-1" },
    };
  const { client_id = "your-client", client_secret = DEFAULT_SECRET } = application ?? {};
  return {
    method: "POST",
    path: "/auth/v2/token/",
    headers: { authorization: toBasic(client_id, client_secret) },
    body: { grant_type: "client_credentials" },
  };
}

/** Writes HTTP Basic (RFC 7617). */
function toBasic(clientId: string, clientSecret: string): string {
  const bytes = new TextEncoder().encode(`${clientId}:${clientSecret}`);
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}
