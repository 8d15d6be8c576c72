import { randomBytes } from "node:crypto";

const LONGEST = 64;
const LONGEST_TITLE = 40;

/**
 * Returns a name for the world of a test: readable, and unique even if two tests have the same title.
 *
 * @param title of the test, including the titles of its suites
 * @param id the test runner's id of the test
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

/** Separates this run from others that use the same standin. Needless for a standin in this process. */
export const toRunId = ({ isShared }: { readonly isShared: boolean }): string => (isShared ? RUN : "");

const RUN = `-${randomBytes(3).toString("hex")}`;
