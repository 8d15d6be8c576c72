import type { RunningProvider } from "../support/transports.ts";

export const TOKEN = "1|standin-token";
export const WEBSPACE_KEY = "00000000-0000-4000-8000-000000000001";
export const V1 = "/standin/domains_groups/1/consents";
export const V2 = "/standin/v2/webspaces/1/consents";
export const V4 = "/standin/v4/webspaces/1/consents";

/** The vendor's own example of a request, and its answer. */
export const VENDOR_REQUEST = {
  subject: {
    email: "test@email.it",
    first_name: "Mario",
    last_name: "Rossi",
    age: 33,
    address: "Example Street 123",
  },
  identifier: "email",
  ip_address: "12.64.193.89",
  proofs: "<html></html>",
  legal_notices: [{ name: "privacy_policy" }, { name: "cookie_policy" }],
  preferences: [
    { name: "newsletter", accepted: true },
    { name: "updates", accepted: true },
  ],
};

export const VENDOR_ANSWER =
  '{"data":{"id":6,"subject_id":null,"domains_group_id":1,"ip_address":"12.64.193.89","proofs":"<html></html>",' +
  '"legal_notices":[{"name":"privacy_policy"},{"name":"cookie_policy"}],' +
  '"created_at":"2023-11-08T09:39:52.000000Z","updated_at":"2023-11-08T09:39:52.000000Z",' +
  '"consent_data":[{"name":"newsletter","accepted":true},{"name":"updates","accepted":true}],' +
  '"subject_data":{"email":"test@email.it","first_name":"Mario","last_name":"Rossi","age":33,' +
  '"address":"Example Street 123","identifier":"email"}}}';

/** What the WordPress plugin sends for a Contact Form 7 form, in its three generations. */
export const PLUGIN_V1: Form = [
  ["subject[your-email]", "test@email.it"],
  ["subject[your-name]", "Mario"],
  ["identifier", "your-email"],
  ["ip_address", "12.64.193.89"],
  ["proofs", '"<label>[email* your-email]<\\/label>"'],
  ["legal_notices[0][name]", "privacy_policy"],
  ["legal_notices[1][name]", "cookie_policy"],
  ["preferences[0][name]", "newsletter"],
  ["preferences[0][accepted]", "1"],
  ["preferences[1][name]", "updates"],
  ["preferences[1][accepted]", "1"],
];

export const PLUGIN_V2: Form = PLUGIN_V1.map(([name, value]) =>
  name === "proofs" ? [name, "[email* your-email]"] : [name, value],
);

export const PLUGIN_V4: Form = [
  ["ip_address", "12.64.193.89"],
  ["consent_type", "form"],
  ["optin", "accepted"],
  ["consent_data[0][label]", "your-email"],
  ["consent_data[0][value]", "test@email.it"],
  ["consent_data[1][label]", "your-name"],
  ["consent_data[1][value]", "Mario"],
  ["identifier", "test@email.it"],
  ["source", "plugin"],
  ["consent_features[0]", "privacy_policy"],
  ["consent_features[1]", "cookie_policy"],
  ["html_form", '<form class="wpcf7-form"></form>'],
];

/** The least that v4 takes. */
export const LEAST_V4 = { ip_address: "0.0.0.0", consent_type: "form", optin: "accepted", identifier: "user-123" };

export type Form = readonly (readonly [name: string, value: string])[];

/** The form without the fields whose names begin so. */
export const without = (form: Form, prefix: string): Form => form.filter(([name]) => !name.startsWith(prefix));

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests compare whatever came
  readonly body: any;
}

const toAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
};

export async function get(provider: RunningProvider, path: string, method = "GET"): Promise<Answer> {
  return toAnswer(await provider.fetch(path, { method }));
}

export async function post(
  provider: RunningProvider,
  path: string,
  body: string,
  contentType: string,
  token = TOKEN,
): Promise<Answer> {
  const headers = { "content-type": contentType, accept: "application/json", authorization: `Bearer ${token}` };
  return toAnswer(await provider.fetch(path, { method: "POST", body, headers }));
}

export const postJson = (provider: RunningProvider, path: string, body: unknown, token?: string): Promise<Answer> =>
  post(provider, path, JSON.stringify(body), "application/json", token);

export const postForm = (provider: RunningProvider, path: string, form: Form, token?: string): Promise<Answer> =>
  post(provider, path, toForm(form), "application/x-www-form-urlencoded", token);

export const toForm = (form: Form): string =>
  form.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");

/** Newest first, as the dashboard shows it. */
export async function archiveOf(
  { world }: Pick<RunningProvider, "world">,
  parameters: Readonly<Record<string, unknown>> = {},
  // biome-ignore lint/suspicious/noExplicitAny: tests compare whatever is there
): Promise<{ rows: any[]; next: string | null }> {
  return (await world.scenario("avacy", "read the archive", parameters)) as never;
}
