import { afterEach, expect, it, vi } from "vitest";
import type { components } from "#generated/didit/types.ts";
import { overTransports } from "../support/transports.ts";
import {
  type Didit,
  expectRefusal,
  isLink,
  NOT_FOUND,
  START,
  start,
  UNKNOWN_ID,
  type VerificationDecision,
  withoutLinks,
} from "./calls.ts";

type Status = components["schemas"]["VerificationStatus"];

const DAY_MS = 86_400_000;
const STATUSES: readonly Status[] = [
  "Not Started",
  "In Progress",
  "In Review",
  "Approved",
  "Declined",
  "Abandoned",
  "Expired",
  "Kyc Expired",
];
const FEATURES = [
  "OCR",
  "OCR + NFC",
  "OCR + AML",
  "OCR + NFC + AML",
  "OCR + FACE",
  "OCR + NFC + FACE",
  "OCR + FACE + AML",
  "OCR + NFC + FACE + AML",
];

type Made = { session_id: string; session_token: string; decision: VerificationDecision };

const inStatus = ({ run }: Didit, status: Status, more: object = {}) =>
  run<Made>("a verification", { status, ...more });

const setStatus = ({ ask }: Didit, id: string, body: unknown) =>
  ask("PATCH", `/v1/session/${id}/update-status/`, { body });

const download = ({ fetch, token }: Didit, id: string) =>
  fetch(`/v1/session/${id}/generate-pdf/`, {
    headers: { authorization: `Bearer ${token}`, accept: "application/pdf" },
  });

overTransports("didit", "creating a verification", (open) => {
  it("gives id, token, a link that ends in the token, and what was asked for", async () => {
    const { verify, baseUrl } = await start(open);
    const given = { callback: "http://localhost:3000/verified", features: "OCR + NFC", vendor_data: "user-1" };
    const verification = await verify(given);
    expect(verification).toEqual({
      ...given,
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      session_number: 1,
      session_token: expect.stringMatching(/^\S{20,}$/),
      url: `${baseUrl}/session/${verification.session_token}`,
      status: "Not Started",
    });
    expect(verification.session_token).not.toBe(verification.session_id);
  });

  it("needs nothing: no body, no callback, and the application's own features", async () => {
    const { ask, verify, addApplication } = await start(open);
    const bare = await ask("POST", "/v1/session/");
    expect([bare.status, bare.body]).toMatchObject([
      201,
      { callback: null, vendor_data: null, features: "OCR + FACE" },
    ]);
    const token = await addApplication({ features: "OCR + AML" });
    expect((await verify({}, { token })).features).toBe("OCR + AML");
    expect((await verify({ vendor_data: null, shoe_size: 42 })).vendor_data).toBeNull();
  });

  it("takes each of the eight combinations of checks, and no other", async () => {
    const { verify, ask } = await start(open);
    for (const features of FEATURES) expect((await verify({ features })).features).toBe(features);
    for (const features of ["FACE", "OCR+FACE", "ocr", "", 5])
      await expectRefusal(ask("POST", "/v1/session/", { body: { features } }), 400, {
        features: [`"${features}" is not a valid choice.`],
      });
  });

  it("refuses a callback that is not a URL, and fields that are not text", async () => {
    const { ask } = await start(open);
    for (const callback of ["verified", "/verified", "http://", "not a url"])
      await expectRefusal(ask("POST", "/v1/session/", { body: { callback } }), 400, {
        callback: ["Enter a valid URL."],
      });
    await expectRefusal(ask("POST", "/v1/session/", { body: { callback: 5, vendor_data: true } }), 400, {
      callback: ["Not a valid string."],
      vendor_data: ["Not a valid string."],
    });
  });

  it("takes callbacks with letters beyond ASCII as they are, and none with white space", async () => {
    const { ask, verify } = await start(open);
    for (const callback of ["https://exämple.example/zurück?naïve=ja#später", "http://例え.example/戻る"])
      expect((await verify({ callback })).callback).toBe(callback);
    for (const callback of ["https://a.example/a b", "https://a .example/"])
      await expectRefusal(ask("POST", "/v1/session/", { body: { callback } }), 400, {
        callback: ["Enter a valid URL."],
      });
  });

  it("has the document of the person whom it belongs to", async () => {
    const { verify, run } = await start(open);
    const ofWhom = async (vendor_data: string | undefined, user?: string) => {
      const { session_id } = await verify({ features: "OCR + AML", ...(vendor_data !== undefined && { vendor_data }) });
      await run("open", { session_id });
      const decision = await run("submit", { session_id, outcome: "In Review", ...(user !== undefined && { user }) });
      const { kyc, aml } = decision as unknown as { kyc: { full_name: string }; aml: { hits: { caption: string }[] } };
      return [kyc.full_name, aml.hits[0]?.caption];
    };
    expect(await ofWhom("bob")).toEqual(["Bob Example", "Bob Example"]);
    expect(await ofWhom("alice")).toEqual(["Alice Example", "Alice Example"]);
    expect(await ofWhom("bob", "alice")).toEqual(["Alice Example", "Alice Example"]);
    expect(await ofWhom(undefined, "bob")).toEqual(["Bob Example", "Bob Example"]);
    expect(await ofWhom("user-1")).toEqual(["Alice Example", "Alice Example"]);
  });

  it("a callback may lead to an app", async () => {
    const { verify } = await start(open);
    expect((await verify({ callback: "my-app://verified?a=1" })).callback).toBe("my-app://verified?a=1");
  });
});

overTransports("didit", "the decision of a verification", (open) => {
  it("is there before anybody has opened the page, without results", async () => {
    const { verify, verification } = await start(open);
    const { session_id, url } = await verify({ callback: "http://localhost:3000/v", vendor_data: "user-1" });
    expect(await verification(session_id)).toEqual({
      session_id,
      session_number: 1,
      session_url: url,
      status: "Not Started",
      vendor_data: "user-1",
      callback: "http://localhost:3000/v",
      features: "OCR + FACE",
      kyc: null,
      aml: null,
      face: null,
      location: null,
      warnings: [],
      user_href: null,
      reviews: [],
      extra_images: [],
      created_at: "2024-01-01T00:00:00.000000Z",
    });
  });

  it("shows each status by its exact word", async () => {
    const didit = await start(open);
    for (const status of STATUSES) {
      const { session_id } = await inStatus(didit, status);
      expect((await didit.verification(session_id)).status).toBe(status);
    }
  });

  it("has a block for each check that was asked for, and null for any other", async () => {
    const didit = await start(open);
    for (const features of FEATURES) {
      const { decision } = await inStatus(didit, "Approved", { features });
      const words = features.split(" + ");
      expect(decision.kyc, features).toMatchObject({ status: "Approved", ocr_status: "Approved" });
      expect(decision.kyc?.is_nfc_verified).toBe(words.includes("NFC"));
      expect(decision.kyc?.epassport_status).toBe(words.includes("NFC") ? "Approved" : "Not Finished");
      expect(decision.aml !== null).toBe(words.includes("AML"));
      expect(decision.face !== null).toBe(words.includes("FACE"));
    }
  });

  it("knows the location once the page is open, and results only after the checks", async () => {
    const didit = await start(open);
    for (const [status, hasLocation, hasResults] of [
      ["Not Started", false, false],
      ["In Progress", true, false],
      ["Abandoned", true, false],
      ["Expired", false, false],
      ["Approved", true, true],
      ["Declined", true, true],
      ["In Review", true, true],
      ["Kyc Expired", true, true],
    ] as const) {
      const { decision } = await inStatus(didit, status);
      expect([decision.location !== null, decision.kyc !== null], status).toEqual([hasLocation, hasResults]);
    }
  });

  it("says why a verification was declined or has to be looked at", async () => {
    const didit = await start(open);
    const approved = await inStatus(didit, "Approved", { features: "OCR + AML" });
    expect(approved.decision.warnings).toEqual([]);
    const listed = await inStatus(didit, "In Review", { features: "OCR + AML" });
    expect(listed.decision.aml).toMatchObject({ status: "In Review", total_hits: 1, hits: [{ match: false }] });
    expect(listed.decision.warnings).toMatchObject([{ feature: "AML", risk: "POSSIBLE_MATCH_FOUND" }]);
    const unclear = await inStatus(didit, "In Review", { features: "OCR" });
    expect(unclear.decision).toMatchObject({ kyc: { status: "In Review" }, warnings: [{ feature: "OCR" }] });
    const declined = await inStatus(didit, "Declined", { features: "OCR" });
    expect(declined.decision).toMatchObject({ kyc: { status: "Declined" }, warnings: [{ log_type: "error" }] });
  });

  it("links to files of this mock, each for an hour", async () => {
    const didit = await start(open);
    const { session_id, decision } = await inStatus(didit, "Approved", { features: "OCR + FACE" });
    const linksOf = ({ kyc, face }: VerificationDecision) => [
      ...[kyc?.portrait_image, kyc?.front_image, kyc?.full_front_image, kyc?.front_video],
      ...[face?.source_image, face?.target_image, face?.video_url],
    ];
    const links = linksOf(decision);
    expect(links.filter(isLink)).toHaveLength(7);
    const look = async (link: string | null | undefined) => {
      const reply = await didit.send(`${link}`);
      return [reply.status, reply.headers.get("content-type"), (await reply.arrayBuffer()).byteLength > 50];
    };
    expect(await look(links[0])).toEqual([200, "image/png", true]);
    expect(await look(links[3])).toEqual([200, "video/mp4", true]);
    await didit.later(3_600_000);
    expect((await look(links[0]))[0]).toBe(403);
    expect(await look(linksOf(await didit.verification(session_id))[0])).toEqual([200, "image/png", true]);
  });

  it("answers 404 for an unknown session", async () => {
    const { ask } = await start(open);
    await expectRefusal(ask("GET", `/v1/session/${UNKNOWN_ID}/decision/`), 404, NOT_FOUND);
  });
});

overTransports("didit", "time and verifications", (open) => {
  it("an unopened verification expires after seven days", async () => {
    const { verify, verification, later } = await start(open);
    const { session_id } = await verify();
    await later(7 * DAY_MS - 1);
    expect((await verification(session_id)).status).toBe("Not Started");
    await later(1);
    expect(await verification(session_id)).toMatchObject({ status: "Expired", location: null, kyc: null });
  });

  it("an opened but unfinished verification is abandoned after a day", async () => {
    const { verify, verification, later, run } = await start(open);
    const { session_id } = await verify();
    await later(2 * DAY_MS);
    await run("open", { session_id });
    await later(DAY_MS - 1);
    expect((await verification(session_id)).status).toBe("In Progress");
    await later(1);
    expect((await verification(session_id)).status).toBe("Abandoned");
  });

  it("time changes nothing about a verification that has ended", async () => {
    const didit = await start(open);
    const { run, later, verification } = didit;
    const ended: Made[] = [];
    for (const status of STATUSES.slice(2)) ended.push(await inStatus(didit, status));
    await later(365 * DAY_MS);
    expect(await run("overdue verifications end")).toEqual([]);
    for (const { session_id, decision } of ended)
      expect(withoutLinks(await verification(session_id))).toEqual(withoutLinks(decision));
  });
});

overTransports("didit", "setting the status by hand", (open) => {
  it("answers the id alone, sets the status and puts a review on top", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "In Review");
    const answer = await setStatus(didit, session_id, { new_status: "Declined", comment: "Same person." });
    expect([answer.status, answer.body]).toEqual([200, { session_id }]);
    await didit.world.clock.advance(1000);
    await setStatus(didit, session_id, { new_status: "Approved", shoe_size: 42 });
    expect(await didit.verification(session_id)).toMatchObject({
      status: "Approved",
      reviews: [
        { user: "API Client", new_status: "Approved", comment: null, created_at: "2024-01-01T00:00:01.000000Z" },
        {
          user: "API Client",
          new_status: "Declined",
          comment: "Same person.",
          created_at: "2024-01-01T00:00:00.000000Z",
        },
      ],
    });
  });

  it("is possible from five statuses, in both directions, and from the other three not at all", async () => {
    const didit = await start(open);
    const possible = ["Approved", "Declined", "In Review", "Abandoned", "Kyc Expired"];
    for (const status of STATUSES)
      for (const new_status of ["Approved", "Declined"]) {
        const { session_id, decision } = await inStatus(didit, status);
        const answer = await setStatus(didit, session_id, { new_status });
        const after = await didit.verification(session_id);
        if (possible.includes(status)) {
          expect([answer.status, after.status], status).toEqual([200, new_status]);
          // What is so already changes nothing.
          expect(after.reviews.length, status).toBe(status === new_status ? 0 : 1);
          continue;
        }
        const complaint = `The session cannot change from "${status}" to "${new_status}".`;
        expect([answer.status, answer.body]).toEqual([400, { new_status: [complaint] }]);
        expect(withoutLinks(after)).toEqual(withoutLinks(decision));
      }
  });

  it("keeps what the checks have found", async () => {
    const didit = await start(open);
    const { session_id, decision } = await inStatus(didit, "Declined");
    await setStatus(didit, session_id, { new_status: "Approved" });
    const { kyc, face, warnings } = withoutLinks(await didit.verification(session_id));
    const found = withoutLinks(decision);
    expect({ kyc, face, warnings }).toEqual({ kyc: found.kyc, face: found.face, warnings: found.warnings });
  });

  it("refuses a status that is missing or cannot be set, and a comment that is not text", async () => {
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "In Review");
    for (const [body, complaints] of [
      [{}, { new_status: ["This field is required."] }],
      [{ new_status: "In Review" }, { new_status: ['"In Review" is not a valid choice.'] }],
      [{ new_status: "approved" }, { new_status: ['"approved" is not a valid choice.'] }],
      [{ new_status: "Approved", comment: 5 }, { comment: ["Not a valid string."] }],
    ])
      await expectRefusal(setStatus(didit, session_id, body), 400, complaints);
    await expectRefusal(setStatus(didit, UNKNOWN_ID, { new_status: "Approved" }), 404, NOT_FOUND);
  });
});

overTransports("didit", "the report", (open) => {
  afterEach(() => vi.useRealTimers());

  it("is one page of PDF, named after the session", async () => {
    const { PDFDocument } = await import("@cantoo/pdf-lib");
    const didit = await start(open);
    for (const status of ["Approved", "Declined", "In Review"] as const) {
      const { session_id } = await inStatus(didit, status, { features: "OCR + FACE + AML" });
      const response = await download(didit, session_id);
      expect(response.status).toBe(200);
      expect(response.headers.get("content-type")).toBe("application/pdf");
      expect(response.headers.get("content-disposition")).toBe(`attachment; filename=session_${session_id}.pdf`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(new TextDecoder().decode(bytes.slice(0, 5))).toBe("%PDF-");
      const document = await PDFDocument.load(bytes, { updateMetadata: false });
      expect(document.getPageCount()).toBe(1);
      expect(document.getTitle()).toBe(`Verification ${session_id}`);
    }
  });

  it("is the same, byte for byte, whenever it is made, by the world's clock and by ours", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-03-01T12:00:00Z") });
    const didit = await start(open);
    const { session_id } = await inStatus(didit, "Approved");
    const first = await (await download(didit, session_id)).arrayBuffer();
    await didit.world.clock.advance(1_234_567);
    vi.setSystemTime(Date.parse("2027-04-02T13:00:01Z"));
    expect(Buffer.from(await (await download(didit, session_id)).arrayBuffer())).toEqual(Buffer.from(first));
  });

  it("copes with names that its font does not know", async () => {
    const didit = await start(open);
    const kyc = { full_name: "Łukasz 李 🙂" };
    const { session_id } = await inStatus(didit, "Approved", { overrides: { kyc }, vendor_data: "José-1" });
    expect((await download(didit, session_id)).status).toBe(200);
  });

  it("exists in no other status", async () => {
    const didit = await start(open);
    for (const status of ["Not Started", "In Progress", "Abandoned", "Expired", "Kyc Expired"] as const) {
      const { session_id } = await inStatus(didit, status);
      await expectRefusal(didit.ask("GET", `/v1/session/${session_id}/generate-pdf/`), 403, {
        detail: "A report exists only for sessions that are approved, declined or in review.",
      });
    }
    await expectRefusal(didit.ask("GET", `/v1/session/${UNKNOWN_ID}/generate-pdf/`), 404, NOT_FOUND);
  });
});

overTransports("didit", "moves by name", (open) => {
  it("open, submit and expiry of the document lead through the statuses", async () => {
    const { verify, run, verification } = await start(open);
    const { session_id } = await verify();
    for (const [move, parameters, status] of [
      ["open", {}, "In Progress"],
      ["submit", { outcome: "Approved" }, "Approved"],
      ["kyc-expire", {}, "Kyc Expired"],
    ] as const) {
      await run(move, { session_id, ...parameters });
      expect((await verification(session_id)).status).toBe(status);
    }
  });

  it("a move that the status does not allow is refused and changes nothing", async () => {
    const didit = await start(open);
    const allowed: Readonly<Record<string, readonly Status[]>> = {
      open: ["Not Started"],
      submit: ["In Progress"],
      abandon: ["In Progress"],
      expire: ["Not Started"],
      "kyc-expire": ["Approved"],
    };
    for (const [move, from] of Object.entries(allowed))
      for (const status of STATUSES.filter((each) => !from.includes(each))) {
        const { session_id, decision } = await inStatus(didit, status);
        await expect(didit.run(move, { session_id }), `${move} from ${status}`).rejects.toThrow(
          /does not take the step|cannot expire|refused this step/,
        );
        expect(withoutLinks(await didit.verification(session_id))).toEqual(withoutLinks(decision));
      }
  });

  it("a test says what the checks find: whose document it is, and any member of the results", async () => {
    const { verify, run, verification } = await start(open);
    const { session_id } = await verify({ features: "OCR + FACE" });
    await run("open", { session_id });
    const names = { first_name: "Carla", family_name: "Sample", full_name: "Carla Sample", is_verified: true };
    await run("a user", { id: "carla", names, birthdate: { birthdate: "2001-02-03", is_verified: true } });
    const overrides = { kyc: { nationality: "ITA" }, face: { face_match_similarity: 12 }, warnings: [] };
    await run("submit", { session_id, outcome: "Declined", user: "carla", overrides });
    expect(await verification(session_id)).toMatchObject({
      status: "Declined",
      kyc: { full_name: "Carla Sample", date_of_birth: "2001-02-03", nationality: "ITA" },
      face: { face_match_similarity: 12 },
      aml: null,
      warnings: [],
    });
  });

  it("results that the API could not show are refused", async () => {
    const { verify, run, verification } = await start(open);
    const { session_id } = await verify();
    await run("open", { session_id });
    const overrides = { kyc: { full_name: 5 } };
    await expect(run("submit", { session_id, overrides })).rejects.toThrow(/full_name/);
    expect((await verification(session_id)).status).toBe("In Progress");
  });

  it("the clock shows in all times", async () => {
    const didit = await start(open);
    const { decision } = await inStatus(didit, "Approved");
    expect(decision.created_at).toBe(START.replace("Z", "000Z"));
    expect(decision.kyc?.created_at).toBe(START.replace("Z", "000Z"));
  });
});
