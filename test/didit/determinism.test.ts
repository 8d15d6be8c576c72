import { describe, expect, it } from "vitest";
import { createStandin } from "#standin/standin.ts";
import { ALICE, BASIC, START } from "./calls.ts";

const FORM = "application/x-www-form-urlencoded";

/** Signs in and does a little of everything. @returns every reply, byte for byte */
async function run(seed: number): Promise<string[]> {
  const standin = await createStandin({ providers: ["didit"], frozenAt: START, seed });
  const { clock } = await standin.world();
  const replies: string[] = [];
  let authorization = BASIC;
  const call = async (method: string, path: string, body?: object | string) => {
    await clock.advance(1000);
    const type = typeof body === "string" ? FORM : "application/json";
    const response = await standin.fetch(`/didit${path}`, {
      method,
      headers: { authorization, "content-type": type },
      redirect: "manual",
      ...(body && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = Buffer.from(await response.arrayBuffer()).toString("latin1");
    replies.push(`${response.status} ${JSON.stringify([...response.headers])} ${text}`);
    return response.headers.get("content-type") === "application/json" ? JSON.parse(text) : {};
  };
  const { access_token } = await call("POST", "/auth/v2/token", "grant_type=client_credentials");
  authorization = `Bearer ${access_token}`;
  const { session_id, session_token } = await call("POST", "/auth/v2/session/", { scope: "email names" });
  await call("GET", `/authorize/${session_token}`);
  authorization = `Bearer ${ALICE}`;
  await call("GET", `/auth/v2/session/${session_id}/information`);
  await call("POST", `/auth/v2/session/${session_id}/update`, { scope: "email" });
  authorization = `Bearer ${access_token}`;
  await call("GET", `/auth/v2/session/${session_id}/decision/`);
  const verification = await call("POST", "/v1/session/", {
    features: "OCR + FACE + AML",
    callback: "https://a.example",
  });
  await call("GET", `/session/${verification.session_token}`);
  await call("POST", `/_mock/session/${verification.session_token}`, "outcome=In+Review");
  await call("GET", `/session/${verification.session_token}`);
  await call("PATCH", `/v1/session/${verification.session_id}/update-status/`, { new_status: "Approved" });
  await call("GET", `/v1/session/${verification.session_id}/decision/`);
  await call("GET", `/v1/session/${verification.session_id}/generate-pdf/`);
  await call("GET", `/v1/session/${verification.session_id}/decision`);
  await call("GET", "/v1/session/unknown/decision/");
  await call("PUT", "/v1/session/");
  await call("POST", "/v1/session/", { features: "FACE" });
  return replies;
}

describe("Didit", () => {
  it("gives the same bytes for the same requests, seed and time", async () => {
    const first = await run(7);
    expect(first.map((reply) => reply.slice(0, 3))).toEqual([
      ...["200", "201", "200", "200", "200", "200", "201", "200", "303", "302", "200", "200", "200", "301", "404"],
      ...["405", "400"],
    ]);
    expect(await run(7)).toEqual(first);
  });

  it("gives other ids for another seed", async () => {
    expect(await run(8)).not.toEqual(await run(7));
  });
});
