import { X509Certificate } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFolder, openAuthority } from "#hosts/authority.ts";
import { makeAuthority, makeServerCertificate, namesOf } from "#hosts/certificates.ts";
import { adviceFor } from "../../src/cli/ca.ts";

const DAY_MS = 86_400_000;
const NAMES = ["api.avacy.eu", "localhost"];
const KEY = "standin-ca-key.pem";

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "standin-ca-")), "deep/er");
});
afterEach(() => rm(join(folder, "../.."), { recursive: true, force: true }));

const open = (more: Partial<Parameters<typeof openAuthority>[0]> = {}) =>
  openAuthority({ folder, names: NAMES, ...more });

describe("the CA of a user", () => {
  it("is made once, by however many at the same time, and is there from then on", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(new Set(all.map(({ certificate }) => certificate)).size).toBe(1);
    expect(all.flatMap(({ notice }) => notice ?? [])).toEqual([
      `A CA for HTTPS was made in ${folder}. \`standin ca trust\` says how programs come to trust it.`,
    ]);
    const { notice, certificate, file } = await open();
    expect(notice).toBeUndefined();
    expect(await readFile(file, "utf8")).toBe(certificate);
    expect((await readdir(folder)).sort()).toEqual([KEY, "standin-ca.pem"]);
  });

  it("has a key that only its owner can read, also where that was changed", async () => {
    await open();
    const modeOf = async (name: string) => (await stat(join(folder, name))).mode & 0o777;
    expect([await modeOf("."), await modeOf(KEY), await modeOf("standin-ca.pem")]).toEqual([0o700, 0o600, 0o644]);
    await chmod(join(folder, KEY), 0o644);
    await open();
    expect(await modeOf(KEY)).toBe(0o600);
  });

  it.each<[string, () => Promise<unknown>, Parameters<typeof open>[0], string]>([
    ["damaged", () => truncate(join(folder, KEY), 300), {}, "its file was incomplete or damaged"],
    ["empty", () => writeFile(join(folder, KEY), ""), {}, "its file was incomplete or damaged"],
    [
      "of a key that is not its own",
      async () => {
        const period = { fromMs: 0, toMs: Date.now() + 365 * DAY_MS };
        const [one, other] = [makeAuthority(NAMES, period), makeAuthority(NAMES, period)];
        await writeFile(join(folder, KEY), one.key + other.certificate);
      },
      {},
      "its file was incomplete or damaged",
    ],
    [
      "about to expire",
      async () => {},
      { nowMs: Date.now() + (5 * 365 - 89) * DAY_MS },
      "the old one was about to expire",
    ],
    ["of the future", async () => {}, { nowMs: Date.now() - 2 * DAY_MS }, "was not valid yet by the clock"],
    ["for other hosts", async () => {}, { names: ["avacy.eu"] }, "the old one may not vouch for avacy.eu"],
    ["for fewer hosts", async () => {}, { names: ["*.own.example"] }, "the old one may not vouch for *.own.example"],
  ])("is made anew where it is %s, with a sentence", async (_, change, options, why) => {
    const before = await open();
    await change();
    const after = await open(options);
    expect(after.certificate).not.toBe(before.certificate);
    expect(after.notice).toContain(why);
    expect(after.notice).toContain("Programs that trusted the old one have to trust the new one");
    expect(await readFile(after.file, "utf8")).toBe(after.certificate);
    expect((await open(options)).notice).toBeUndefined();
  });

  it.each([
    ["90 days before it expires", { nowMs: Date.now() + (5 * 365 - 91) * DAY_MS }],
    ["for a name below one of its own", { names: ["qa.api.avacy.eu", "didomi.localhost"] }],
  ])("stays %s", async (_, options) => {
    const before = await open();
    expect((await open(options)).certificate).toBe(before.certificate);
  });

  it("keeps the hosts that it had when one is added", async () => {
    await open();
    const { certificate } = await open({ names: ["own.example"] });
    expect(namesOf(certificate)).toEqual([...NAMES, "own.example"]);
  });

  it("is made although a process that was making it has ended", async () => {
    await open();
    await truncate(join(folder, KEY), 10);
    const lock = join(folder, "standin-ca.lock");
    await writeFile(lock, "");
    await utimes(lock, new Date(0), new Date(0));
    expect((await open()).notice).toContain("made anew");
  });

  it("may not vouch for any other host", () => {
    const period = { fromMs: Date.now() - DAY_MS, toMs: Date.now() + DAY_MS };
    const authority = makeAuthority(NAMES, period);
    const { certificate, key } = makeServerCertificate(authority, { names: ["a.example"], addresses: [] }, period);
    expect(() => createSecureContext({ cert: certificate, key })).not.toThrow();
    expect(namesOf(authority.certificate)).toEqual(NAMES);
    const { ca, subjectAltName } = new X509Certificate(authority.certificate);
    expect([ca, subjectAltName]).toEqual([true, undefined]);
  });
});

it.each([
  [{ STANDIN_CA_DIR: "/own", XDG_DATA_HOME: "/data" }, "linux", "/own"],
  [{ STANDIN_CA_DIR: "", XDG_DATA_HOME: "/data" }, "linux", "/data/standin"],
  [{ LOCALAPPDATA: "/local" }, "win32", "/local/standin"],
])("the folder of the CA by %j on %s is %s", (environment, platform, expected) => {
  expect(findFolder(environment, platform)).toBe(expected);
});

it.each(["linux", "darwin", "win32"])("`ca trust` has words for each kind of program on %s", (platform) => {
  const advice = adviceFor(platform, "/it's/ca.pem", "hash=");
  expect(Object.keys(advice)).toEqual(["curl", "Node", "Python", "PHP", "Java", "Chromium, Chrome, Edge", "Firefox"]);
  const named = platform === "win32" ? "/it's/ca.pem" : String.raw`/it'\''s/ca.pem`;
  for (const name of ["curl", "Node", "Python", "PHP", "Java"]) expect(advice[name]?.join("\n")).toContain(named);
});
