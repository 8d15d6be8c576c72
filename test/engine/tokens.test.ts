import { createCipheriv, createHmac } from "node:crypto";
import fc from "fast-check";
import { compactDecrypt } from "jose/jwe/compact/decrypt";
import { CompactEncrypt } from "jose/jwe/compact/encrypt";
import { CompactSign } from "jose/jws/compact/sign";
import { compactVerify } from "jose/jws/compact/verify";
import { describe, expect, it } from "vitest";
import { decryptToken, encryptToken } from "#engine/kit/encrypted-tokens.ts";
import { explainExpiry, explainToken, keyIdOf, signToken, verifyToken } from "#engine/kit/tokens.ts";
import { keysOf } from "#engine/kit/world-keys.ts";

const SECRET = "0123456789abcdef".repeat(4);
const OTHER = "fedcba9876543210".repeat(4);
const NONCE = "00112233445566778899aabb";

const encoder = new TextEncoder();
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));
const base64Url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const claims = fc.dictionary(
  fc.string({ unit: "grapheme" }),
  fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean()),
);
const keyId = fc.option(fc.stringMatching(/^[a-z0-9.-]{1,20}$/), { nil: undefined });

/** A published library signs and encrypts the same claims: what it makes must be the same to the byte, both ways. */
const signedByJose = (payload: string, header: Record<string, unknown>, secret = SECRET): Promise<string> =>
  new CompactSign(encoder.encode(payload)).setProtectedHeader(header as never).sign(encoder.encode(secret));

const encryptedByJose = (payload: string, header: Record<string, unknown>, nonce = NONCE): Promise<string> =>
  new CompactEncrypt(encoder.encode(payload))
    .setProtectedHeader(header as never)
    .setInitializationVector(bytesOf(nonce))
    .encrypt(bytesOf(SECRET));

describe("signed tokens", () => {
  it("are those that a published library makes, and each opens the other's", async () => {
    await fc.assert(
      fc.asyncProperty(claims, keyId, async (said, kid) => {
        const payload = JSON.stringify(said);
        const token = signToken(said, SECRET, kid);
        const theirs = await signedByJose(payload, { alg: "HS256", typ: "JWT", ...(kid !== undefined && { kid }) });
        expect(token).toBe(theirs);
        expect(textOf((await compactVerify(token, encoder.encode(SECRET))).payload)).toBe(payload);
      }),
      { numRuns: 100 },
    );
    const foreign = await signedByJose('{"sub":"not remembered here"}', { alg: "HS256" });
    expect(verifyToken(foreign, SECRET)).toEqual({ sub: "not remembered here" });
  });

  it("are accepted only by the secret that signed them, and to the letter", () => {
    const token = signToken({ sub: "ann" }, SECRET, "w");
    expect(verifyToken(token, SECRET)).toEqual({ sub: "ann" });
    for (const [wrong, secret] of [
      [token, OTHER],
      [`${token}x`, SECRET],
      [`${token}.`, SECRET],
      ["not.a.token", SECRET],
      ["", SECRET],
    ] as const)
      expect(verifyToken(wrong, secret), wrong).toBeUndefined();
  });

  it("are refused when any single character is another, the last one included", () => {
    const token = signToken({ sub: "ann" }, SECRET);
    for (const [index, old] of [...token].entries())
      for (const other of ["A", "B", "Q", "_"]) {
        if (other === old) continue;
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        expect(verifyToken(changed, SECRET), changed).toBeUndefined();
      }
  });

  it("are refused with another algorithm, without one, or with demands that are not understood", async () => {
    const payload = base64Url({ sub: "ann" });
    for (const header of [{ alg: "none" }, { alg: "None" }, {}, [], null, { alg: ["HS256"] }])
      expect(verifyToken(`${base64Url(header)}.${payload}.`, SECRET), JSON.stringify(header)).toBeUndefined();
    const long = `${SECRET}${SECRET}`;
    expect(verifyToken(await signedByJose('{"sub":"ann"}', { alg: "HS512" }, long), long)).toBeUndefined();
    const [, , signature] = signToken({ sub: "ann" }, SECRET).split(".");
    expect(
      verifyToken(`${base64Url({ alg: "HS256", crit: ["x"], x: 1 })}.${payload}.${signature}`, SECRET),
    ).toBeUndefined();
    expect(verifyToken(await signedByJose('"a text"', { alg: "HS256" }), SECRET)).toBeUndefined();
    expect(verifyToken(await signedByJose("no JSON", { alg: "HS256" }), SECRET)).toBeUndefined();
  });

  it("say in which world they were issued", () => {
    expect(keyIdOf(signToken({}, "s", "w"))).toBe("w");
    expect(keyIdOf(signToken({}, "s"))).toBeUndefined();
    for (const text of ["", ".", "x.y.z", "e30.e30.x", "bnVsbA.a.b"]) expect(keyIdOf(text), text).toBeUndefined();
  });
});

describe("encrypted tokens", () => {
  it("are those that a published library makes, and each opens the other's", async () => {
    await fc.assert(
      fc.asyncProperty(claims, keyId, fc.stringMatching(/^[0-9a-f]{24}$/), async (said, kid, nonce) => {
        const payload = JSON.stringify(said);
        const header = { alg: "dir", enc: "A256GCM", typ: "JWT", ...(kid !== undefined && { kid }) };
        const token = encryptToken(said, SECRET, nonce, kid);
        expect(token).toBe(await encryptedByJose(payload, header, nonce));
        expect(textOf((await compactDecrypt(token, bytesOf(SECRET))).plaintext)).toBe(payload);
      }),
      { numRuns: 100 },
    );
    const foreign = await encryptedByJose('{"sub":"not remembered here"}', { alg: "dir", enc: "A256GCM" });
    expect(decryptToken(foreign, SECRET)).toEqual({ sub: "not remembered here" });
  });

  it("are opened only by the secret that encrypted them, and to the letter", () => {
    const token = encryptToken({ sub: "ann" }, SECRET, NONCE, "w");
    expect(token).not.toContain(base64Url({ sub: "ann" }).slice(0, 8));
    expect(keyIdOf(token)).toBe("w");
    expect(decryptToken(token, SECRET)).toEqual({ sub: "ann" });
    expect(decryptToken(token, OTHER)).toBeUndefined();
    for (let at = 0; at < token.length; at += 1) {
      const changed = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
      expect(decryptToken(changed, SECRET), changed).toBeUndefined();
    }
  });

  it("are refused with a wrapped key, another cipher, a short tag or a part too many", async () => {
    const token = encryptToken({ sub: "ann" }, SECRET, NONCE);
    const [header, , iv, ciphertext, tag = ""] = token.split(".");
    for (const wrong of [
      [header, "AAAA", iv, ciphertext, tag],
      [header, "", iv, ciphertext, tag.slice(0, 20)],
      [header, "", iv, ciphertext],
      [header, "", iv, ciphertext, tag, ""],
      [base64Url({ alg: "dir", enc: "A128GCM" }), "", iv, ciphertext, tag],
      [base64Url({ alg: "dir", enc: "A256GCM", zip: "DEF" }), "", iv, ciphertext, tag],
    ])
      expect(decryptToken(wrong.join("."), SECRET)).toBeUndefined();
  });
});

describe("a token that is made with the right secret", () => {
  /** Signed as HS256 signs, whatever header and claims say. */
  function signedWith(header: string, payload: string): string {
    const input = `${Buffer.from(header).toString("base64url")}.${Buffer.from(payload).toString("base64url")}`;
    return `${input}.${createHmac("sha256", SECRET).update(input).digest("base64url")}`;
  }

  /** Encrypted as A256GCM encrypts. */
  function sealedWith(header: string, payload: string, nonceBytes = 12, tagBytes = 16): string {
    const encoded = Buffer.from(header).toString("base64url");
    const nonce = Buffer.alloc(nonceBytes, 7);
    const cipher = createCipheriv("aes-256-gcm", bytesOf(SECRET), nonce, { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(encoded));
    const sealed = Buffer.concat([cipher.update(payload), cipher.final()]);
    return [encoded, "", nonce, sealed, cipher.getAuthTag()]
      .map((part) => (typeof part === "string" ? part : part.toString("base64url")))
      .join(".");
  }

  // Each of them differs from an accepted one by this alone: the signature and the tag fit.
  it.each<[string, boolean]>([
    ['{"alg":"HS256"}', true],
    ['{"alg":"HS256","typ":"JWT","x":1}', true],
    ['{"alg":"HS256","crit":["x"],"x":1}', false],
    ['{"alg":"HS256","zip":"DEF"}', false],
    ['{"alg":"HS256","enc":"A256GCM"}', false],
    ['{"alg":"HS512"}', false],
    ['{"alg":"none"}', false],
    ["{}", false],
    ["null", false],
    ['"HS256"', false],
    ["[]", false],
    ["no JSON", false],
  ])("and has the header %s is taken: %s", (header, isTaken) => {
    expect(verifyToken(signedWith(header, '{"sub":"ann"}'), SECRET)).toEqual(isTaken ? { sub: "ann" } : undefined);
    const ofEncrypted = header
      .replace('"HS256"}', '"dir","enc":"A256GCM"}')
      .replace('"HS256",', '"dir","enc":"A256GCM",');
    if (!/"enc":"A256GCM","enc"/.test(ofEncrypted))
      expect(decryptToken(sealedWith(ofEncrypted, '{"sub":"ann"}'), SECRET)).toEqual(
        isTaken ? { sub: "ann" } : undefined,
      );
  });

  it.each(["null", "1", '"ann"', "", "no JSON", "{", "\u00ff"])("and claims %j is not taken", (payload) => {
    expect(verifyToken(signedWith('{"alg":"HS256"}', payload), SECRET)).toBeUndefined();
    expect(decryptToken(sealedWith('{"alg":"dir","enc":"A256GCM"}', payload), SECRET)).toBeUndefined();
  });

  it.each([
    [12, 16, true],
    [8, 16, false],
    [16, 16, false],
    [12, 12, false],
    [12, 15, false],
  ])("and sealed with a nonce of %i bytes and a tag of %i is taken: %s", (nonceBytes, tagBytes, isTaken) => {
    const token = sealedWith('{"alg":"dir","enc":"A256GCM"}', '{"sub":"ann"}', nonceBytes, tagBytes);
    expect(decryptToken(token, SECRET)).toEqual(isTaken ? { sub: "ann" } : undefined);
  });

  it.each<[string, string | undefined]>([
    ['{"kid":"w"}', "w"],
    ['{"kid":1}', undefined],
    ['{"kid":["w"]}', undefined],
    ["{}", undefined],
    ["null", undefined],
    ['"kid"', undefined],
    ["no JSON", undefined],
  ])("names by the header %s the key %s", (header, keyId) => {
    expect(keyIdOf(signedWith(header, "{}"))).toBe(keyId);
  });
});

describe("a token of one kind", () => {
  it("is never taken where the other is wanted, although it is remembered", () => {
    const signed = signToken({ sub: "ann" }, SECRET);
    const encrypted = encryptToken({ sub: "ann" }, SECRET, NONCE);
    expect(decryptToken(signed, SECRET)).toBeUndefined();
    expect(verifyToken(encrypted, SECRET)).toBeUndefined();
    expect([verifyToken(signed, SECRET), decryptToken(encrypted, SECRET)]).toEqual([{ sub: "ann" }, { sub: "ann" }]);
  });
});

describe("why a token is not accepted", () => {
  const signed = signToken({ sub: "ann" }, SECRET, "a");
  /** A world that was made anew when its name had signed with four keys already, and has been forked twice since. */
  const identity = { name: "b", origin: "seed", keys: { first: 4, last: 6 }, ancestors: [] };
  const B = { world: "b", tokenKeys: keysOf(identity) };

  it.each([
    ["no token at all", "hello", "signed", "malformedToken"],
    ["one that was cut off", signed.slice(0, -1), "signed", "malformedToken"],
    ["a signed one where an encrypted one is wanted", signed, "encrypted", "foreignToken"],
    ["one that another service signed", `${base64Url({ alg: "RS256", kid: "a" })}.e30.AAAA`, "signed", "foreignToken"],
    ["one without a header that can be read", "AAAA.AAAA.AAAA", "signed", "malformedToken"],
    ["one of another world", signed, "signed", "foreignWorld"],
    ["one without a world", signToken({}, OTHER), "signed", "wrongSignature"],
    ["one of this world that was altered", signToken({}, OTHER, "b:5"), "signed", "wrongSignature"],
    ["one of an earlier world of this name", signToken({}, OTHER, "b:3"), "signed", "formerWorld"],
    ["one of a key that was never there", signToken({}, OTHER, "b:7"), "signed", "formerWorld"],
    ["one whose world is no name", signToken({}, OTHER, "not a name"), "signed", "wrongSignature"],
    ["an encrypted one of another secret", encryptToken({}, OTHER, NONCE), "encrypted", "wrongSignature"],
    [
      "an encrypted one without its last part",
      encryptToken({}, OTHER, NONCE).replace(/\.[^.]*$/, ""),
      "encrypted",
      "malformedToken",
    ],
    ["a signed one with a part too many", `${signToken({}, OTHER)}.AAAA`, "signed", "malformedToken"],
  ] as const)("is told of %s, without the token", (_what, token, kind, code) => {
    const reason = explainToken(token, kind, B);
    expect(reason.code).toBe(code);
    expect(reason.text).not.toContain(token);
  });

  it("says what the token was sent as", () => {
    expect(explainToken(signed, "signed", B, "The cookie").text).toContain("The cookie was issued");
    expect(explainExpiry(0, 1, "The cookie").text).toContain("The cookie expired");
  });

  it("names the worlds, and since when it has expired", () => {
    expect(explainToken(signed, "signed", B).text).toBe(
      'The bearer token was issued in world "a" and is not valid in world "b".',
    );
    expect(explainExpiry(0, 60_000).text).toBe(
      "The bearer token expired at 1970-01-01T00:00:00.000Z; the world's time is 1970-01-01T00:01:00.000Z.",
    );
  });
});
