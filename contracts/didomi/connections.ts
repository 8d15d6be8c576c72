import {
  createDidomiClient,
  createDidomiUserClient,
  type DidomiClientOptions,
  type DidomiResult,
  type DidomiUserClientOptions,
} from "#clients/didomi.ts";
import type { CallSite, Seen } from "../agreement/contract.ts";
import { ADAS, failure, KEY, ORGANIZATION, SECRET } from "./exchanges.ts";

/** How long an organization's token lives, and how long before its end the client replaces it. */
export const HOUR_MS = 3_600_000;
export const AHEAD_MS = 300_000;

/** A back end. */
export const connect = ({ baseUrl, fetch, now }: CallSite, options: Partial<DidomiClientOptions> = {}) =>
  createDidomiClient({ baseUrl, fetch, now, organizationId: ORGANIZATION, key: KEY, secret: SECRET, ...options });

/** A browser that was given a token, by default the last one that was minted. */
export const openBrowser = ({ baseUrl, fetch, from }: CallSite, options: Partial<DidomiUserClientOptions> = {}) =>
  createDidomiUserClient({ baseUrl, fetch, organizationId: ORGANIZATION, token: from("id_token", ADAS), ...options });

/** The same where each request but the signing in takes so long that no session lives until it arrives. */
export const onSlowNetwork = (site: CallSite): CallSite => ({
  ...site,
  async fetch(request) {
    if (!request.url.endsWith("/sessions")) await site.passTime(HOUR_MS, "provider");
    return site.fetch(request);
  },
});

/** The results of calls, in the order of the replies, or a failure. */
export const done = (data: unknown) => ({ ok: true, data });
export const lastReply = ({ replies }: Seen): unknown => done(replies.at(-1));
export const tokenAt = ({ replies }: Seen, number: number): unknown =>
  done((replies[number] as { readonly access_token: unknown }).access_token);

/** The user that a list holds, as a result. */
export const foundAt = ({ replies }: Seen, number: number): unknown =>
  done((replies[number] as { readonly data: readonly unknown[] }).data[0]);

export const fails = (status: number, message: string) => (): unknown => failure(status, message);

/** The data of a call that has to succeed. */
export async function dataOf<Data>(pending: Promise<DidomiResult<Data>>): Promise<Data> {
  const result = await pending;
  if (!result.ok) throw new Error(result.message);
  return result.data;
}

/** The helpers of the browser's client, which are not those of the back end's. */
export const BROWSER = { getChoices: "getChoices in a browser", recordChoices: "recordChoices in a browser" } as const;
