import type { Standin } from "#standin/standin.ts";

/** Where the pages are that standin serves in place of a provider, in a world that has something for each of them. */

export const SITE = "http://localhost:3000/account";
export const WORLD = "checkout";

interface Linked {
  readonly session_id: string;
  readonly session_token: string;
}

/** @returns paths by the names of the pages; those that end in "refused" answer with an error */
export async function prepareHostedPages(standin: Standin) {
  const world = await standin.world(WORLD);
  const run = async (name: string, parameters = {}) =>
    (await standin.engine.runScenario(WORLD, "didit", name, parameters)) as Linked;
  const [netid, didit] = [`/~${WORLD}/netid`, `/~${WORLD}/didit`];
  const back = `return_to=${encodeURIComponent(SITE)}`;
  await world.scenario("netid", "a user who gave consent", { user: "alice" });
  await world.scenario("netid", "a deleted account", { user: "carol" });
  const scope = "names email phone birthdate address is_over_18";
  const consent = await run("a session", { scope, vendor_data: "order 1027" });
  const shared = await run("a confirmed session", { scope: "names email" });
  const callback = "http://localhost:3000/verified?order=1027";
  const first = await run("a verification", { callback, features: "OCR + FACE", vendor_data: "alice" });
  const session = await run("a workflow session", { callback, vendor_data: "bob" });
  const given = await run("a workflow session", { status: "Abandoned", callback });
  const done = await run("a verification", { status: "Approved" });
  return {
    login: `${netid}/_mock/login?${back}`,
    "login of no site": `${netid}/_mock/login`,
    "logged in": `${netid}/_mock/login?user=alice`,
    "logged in expired": `${netid}/_mock/login?user=alice&session=expired`,
    "logged in forged": `${netid}/_mock/login?user=bob&session=forged`,
    "logged in deleted": `${netid}/_mock/login?user=carol`,
    "logged out": `${netid}/_mock/logout`,
    "login refused": `${netid}/_mock/login?user=nina`,
    consent: `${didit}/authorize/${consent.session_token}`,
    "consent of another": `${didit}/_mock/authorize/${consent.session_token}?user=bob`,
    "consent refused": `${didit}/_mock/authorize/${consent.session_token}?user=nina`,
    "consent closed": `${didit}/authorize/${shared.session_token}`,
    verification: `${didit}/session/${first.session_token}`,
    "verification of a workflow": `${didit}/session/${session.session_token}`,
    "verification in a language": `${didit}/es/session/${session.session_token}`,
    "verification given up": `${didit}/session/${given.session_token}`,
    "verification ended": `${didit}/session/${done.session_token}`,
    "verification refused": `${didit}/session/unknown`,
  } as const;
}
