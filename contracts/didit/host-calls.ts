import { createDiditClient, type DiditClient } from "#clients/didit.ts";
import type { CallSite, HelperCall, HelperExchange } from "../agreement/contract.ts";
import { application, CLIENT, connect, signIn, signInAtVendor } from "./exchanges.ts";
import { type Asker, askers, withToken } from "./failure-calls.ts";

const DATA_HOST = "https://apx.didit.me";
const VERIFICATION_HOST = "https://verification.didit.me";
const OWN_HOST = "https://kyc.example.org/deep";

const isCreating = ({ operationId }: Asker): boolean => operationId.startsWith("create");
const statusOf = (asker: Asker): number => (isCreating(asker) ? 201 : 404);

/** What an asker is answered at this host. */
const at = (base: string, when: string, asker: Asker): HelperExchange => ({
  operationId: asker.operationId,
  status: statusOf(asker),
  when: `to a helper at ${when}`,
  given: [application],
  ...(asker.helper === "createVerification" && { differs: { callback: null } }),
  sends: (from) => ({ base, ...withToken(asker.sends)(from) }),
});

/** Each operation is asked once, by one of its functions. */
const once = askers.filter(({ helper }) => helper !== "poll");
const [verification] = askers.filter(({ helper }) => helper === "getVerification");
const [decision] = askers.filter(({ helper }) => helper === "getDecision");

const toCall = (
  when: string,
  own: readonly Asker[],
  exchanges: readonly HelperExchange[],
  open: (site: CallSite) => DiditClient,
): HelperCall => ({
  helpers: ["getClientToken", ...own.map(({ helper }) => helper)],
  when,
  given: [application],
  exchanges,
  async call(site) {
    const client = open(site);
    const results = [];
    for (const { call } of own) results.push((await call(client)) as { readonly ok: boolean });
    return results.map(({ ok }) => ok);
  },
  returns: () => own.map(isCreating),
});

const both = [decision, verification].flatMap((each) => each ?? []);

export const hostCalls: readonly HelperCall[] = [
  toCall(
    "speak to the vendor's own two hosts where no others are named",
    once,
    [
      signInAtVendor,
      ...once.map((each) =>
        at(each.sends.path.startsWith("/v1/") ? VERIFICATION_HOST : DATA_HOST, "the vendor's host", each),
      ),
    ],
    ({ fetch, now }) => createDiditClient({ ...CLIENT, fetch, now }),
  ),
  toCall(
    "speak to a host for verification alone where there is one",
    both,
    [
      signIn,
      ...both.map((each) =>
        at(each === verification ? OWN_HOST : "http://provider.invalid", "one of two hosts of its own", each),
      ),
    ],
    (site) => connect(site, { baseUrl: `${site.baseUrl}/`, verificationBaseUrl: `${OWN_HOST}/` }),
  ),
];
