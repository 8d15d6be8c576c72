import { expect, it } from "vitest";
import { openStandin } from "../support/open-standin.ts";

const BODY = {
  subject: { email: "a@example.com" },
  identifier: "email",
  ip_address: "192.0.2.1",
  preferences: [{ name: "news", accepted: true }],
};
const V1 = "/standin/domains_groups/1/consents";

async function openAvacy() {
  const { ask } = await openStandin();
  return async (method: string, target: string, sent: unknown = undefined, headers: Record<string, string> = {}) => {
    const [path = "", query = ""] = target.split("?");
    const all = { authorization: "Bearer 1|standin-token", "content-type": "application/json", ...headers };
    const body = sent === undefined ? undefined : JSON.stringify(sent);
    const reply = await ask({ method, path: `/avacy${path}`, query, headers: all, body });
    return { status: reply.status, body: JSON.parse(String(reply.body)) };
  };
}

it("slashes behind a path count for nothing, and one that is encoded parts it", async () => {
  const send = await openAvacy();
  for (const path of [`${V1}/`, `${V1}//`, V1.replace("domains", "%64omains")])
    expect((await send("POST", path, BODY)).status, path).toBe(201);
  for (const path of [`/${V1}`, V1.replace("/1", "//1"), `${V1}%2F`, V1.replace("/1", "/1%2F2")])
    expect((await send("POST", path, BODY)).status, path).toBe(404);
});

it("no route has a path of bytes that are no text; a percent sign that encodes nothing stands for itself", async () => {
  const send = await openAvacy();
  const messageOf = async (path: string) => (await send("POST", path, BODY)).body.message;
  expect(await messageOf("/%E4/domains_groups/1/consents")).toBe(
    "The route %E4/domains_groups/1/consents could not be found.",
  );
  expect(await messageOf("/standin/v4/webspaces/%zz/consents")).toBe(
    "No query results for model [App\\Models\\Webspace] %zz",
  );
});

it("a POST may name another method: by a header, in the query, in its body", async () => {
  const send = await openAvacy();
  const refused = (method: string) => ({
    status: 405,
    body: { message: `The ${method} method is not supported for route ${V1.slice(1)}. Supported methods: POST.` },
  });
  expect(await send("POST", V1, BODY, { "x-http-method-override": "patch" })).toEqual(refused("PATCH"));
  expect(await send("POST", `${V1}?_method=DELETE`, BODY)).toEqual(refused("DELETE"));
  expect(await send("POST", V1, { ...BODY, _method: " put " })).toEqual(refused("PUT"));
  expect((await send("POST", V1, { ...BODY, _method: "post" })).status).toBe(201);
  expect((await send("POST", V1, BODY, { "x-http-method-override": "" })).status).toBe(201);
  expect((await send("GET", `${V1}?_method=POST`)).status).toBe(405);
  const { body } = await send("POST", "/wp/validate/standin/key", { _method: "GET" });
  // Nothing of a body is read where no operation takes the POST.
  expect(body.message).toContain("The POST method is not supported");
});

it("trims what PHP trims, and no more", async () => {
  const send = await openAvacy();
  const recorded = async (email: string) =>
    (await send("POST", V1, { ...BODY, subject: { email } })).body.data.subject_data.email;
  expect(await recorded(" \t\n\r\u000b\u0000a\u0000 ")).toBe("a");
  expect(await recorded("\u00a0a\u3000")).toBe("\u00a0a\u3000");
  expect(await recorded("\ufeffa\f")).toBe("\ufeffa\f");
});

it("the files of a form are no part of what is recorded", async () => {
  const { ask } = await openStandin();
  const field = (name: string, value: string) => `--b\r\nContent-Disposition: form-data; ${name}\r\n\r\n${value}\r\n`;
  const body = [
    field('name="subject[email]"', "a@example.com"),
    field('name="subject[cv]"; filename="cv.pdf"', "bytes"),
    field('name="subject[photo]"; filename=""', ""),
    field('name="identifier"', "email"),
    field('name="ip_address"', "192.0.2.1"),
    field('name="preferences[0][name]"', "news"),
    field('name="preferences[0][accepted]"', "1"),
    "--b--\r\n",
  ].join("");
  const headers = { authorization: "Bearer 1|standin-token", "content-type": "multipart/form-data; boundary=b" };
  const reply = await ask({ method: "POST", path: `/avacy${V1}`, query: "", headers, body: Buffer.from(body) });
  expect(reply.status).toBe(201);
  expect(JSON.parse(String(reply.body)).data.subject_data).toEqual({ email: "a@example.com", identifier: "email" });
});
