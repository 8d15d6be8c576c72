import { randomBytes } from "node:crypto";

const LONGEST = 64;
const LONGEST_TITLE = 40;

/**
 * A name for the world of a test: readable, and its own even where two tests have the same title.
 *
 * @param title of the test, with whatever it is nested in
 * @param id what the test runner tells its tests apart by
 */
export function toWorldName(title: string, id: string): string {
  const words = toWords(title).slice(-LONGEST_TITLE).replace(/^-+/, "");
  return `${words === "" ? "test" : words}-${toWords(id)}`.slice(-LONGEST).replace(/^-+/, "");
}

const toWords = (text: string): string =>
  text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[^A-Za-z0-9._]+/g, "-")
    .replaceAll(/^-|-$/g, "");

/** Keeps this run apart from any other that uses the same standin. One in this process has no other. */
export const toRunId = ({ isShared }: { readonly isShared: boolean }): string => (isShared ? RUN : "");

const RUN = `-${randomBytes(3).toString("hex")}`;
