/**
 * Writes `docs/reasons.md`: every reason that the journal can give for a refusal, from the tables of the engine and the mocks.
 * With `--check` it writes nothing and fails when the page is stale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { engineReasons, type ReasonTable, roomReasons } from "#engine/contract/reasons.ts";
import { credentialReasons } from "#engine/kit/tokens.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { readOptions } from "./options.ts";

const { check } = readOptions(
  "npm run reasons --",
  "Writes docs/reasons.md, from the tables of the engine and the mocks.",
  {
    check: { type: "boolean", default: false, help: "write nothing, and fail when the page is stale" },
  },
);

const path = join(import.meta.dirname, "../docs/reasons.md");

const INTRODUCTION = `# Reasons

Written by \`npm run reasons\`.

A refused exchange says in the journal why: \`refusal.stage\` is the stage that refused it, \`refusal.code\` names the kind of
reason, and \`refusal.reasons\` says it in sentences. The provider's own reply is often less clear, on purpose or not; the reason
is for the integrator, and never leaves towards the client, unless it is standin that has no room. It never holds a secret. \`standin exchanges --status 4xx --json\`
shows it, and so do the control API (\`GET /_standin/worlds/{world}/exchanges\`), \`world.journal.entries()\` in a test and the
output of a failed test.

Words in braces stand for values.
`;

const toCell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("<", "&lt;");

const toSection = (title: string, table: ReasonTable): string =>
  `\n## ${title}\n\n| code | reason |\n|---|---|\n${Object.entries(table)
    .map(([code, { template }]) => `| \`${code}\` | ${toCell(template)} |\n`)
    .join("")}`;

const sections = [
  toSection("Every provider", engineReasons),
  toSection("No room, every provider (limits.md)", roomReasons),
  toSection("Credentials, every provider that has them", credentialReasons),
];
for (const name of providerNames) {
  const { api, behaviour } = registry[name];
  sections.push(toSection(api.name, (await behaviour()).reasons));
}
const page = INTRODUCTION + sections.join("");

if (!check) await writeFile(path, page);
else if ((await readFile(path, "utf8").catch(() => "")) !== page) {
  console.error("docs/reasons.md is stale: run npm run reasons.");
  process.exit(1);
}
