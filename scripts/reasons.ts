/**
 * Writes `docs/reasons.md`, every reason that the journal can give for a refusal, from the tables of the engine and the mocks;
 * and `docs/errors.md`, the codes of thrown errors. With `--check` it writes nothing and fails if a page is stale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ERROR_CODES } from "#engine/basics/error-codes.ts";
import { engineReasons, type ReasonTable, roomReasons } from "#engine/contract/reasons.ts";
import { credentialReasons } from "#engine/kit/tokens.ts";
import { providerNames, registry } from "#mocks/registry.ts";
import { toMarkdownTable } from "./markdown-table.ts";
import { readOptions } from "./options.ts";

const { check } = readOptions(
  "npm run reasons --",
  "Writes docs/reasons.md and docs/errors.md, from the tables of the engine and the mocks.",
  {
    check: { type: "boolean", default: false, help: "write nothing, and fail if a page is stale" },
  },
);

const INTRODUCTION = `# Reasons

Written by \`npm run reasons\`.

A refused exchange says in the journal why: \`refusal.stage\` is the stage that refused it, \`refusal.code\` names the kind of
reason, and \`refusal.reasons\` says it in sentences. The provider's own reply is often less clear, on purpose or not; the reason
is for the integrator, and never leaves towards the client, unless it is standin that has no room. It never holds a secret. \`standin exchanges --status 4xx --json\`
shows it, and so do the control API (\`GET /_standin/worlds/{world}/exchanges\`), \`world.exchanges()\` in a test and the
output of a failed test.

Words in braces stand for values.
`;

const toSection = (title: string, table: ReasonTable): string => {
  const rows = Object.entries(table).map(([code, { template }]) => [`\`${code}\``, template.replaceAll("<", "&lt;")]);
  return ["", `## ${title}`, "", ...toMarkdownTable(["code", "reason"], rows), ""].join("\n");
};

const sections = [
  toSection("Every provider", engineReasons),
  toSection("No room, every provider (limits.md)", roomReasons),
  toSection("Credentials, every provider that has them", credentialReasons),
];
for (const name of providerNames) {
  const { api, behaviour } = registry[name];
  sections.push(toSection(api.name, (await behaviour()).reasons));
}

const ERRORS_INTRODUCTION = `# Errors

Written by \`npm run reasons\`.

What a call of standin throws, or rejects with, for something that the caller can fix is a \`StandinError\`. Its \`message\` says
what was wrong, where, and what to do; its \`code\` is for programs:

\`\`\`ts
import { isStandinError } from "standin";

try {
  await world.restore("before");
} catch (error) {
  if (!isStandinError(error, "ERR_STANDIN_NOT_FOUND")) throw error;
}
\`\`\`

A world of the fixtures (\`standin/vitest\`, \`standin/playwright\`) is driven by the control API: what that refuses has the code
\`ERR_STANDIN_CONTROL_REFUSED\` there, whatever its reason. An invalid seed is a \`SeedError\` and a limit a \`LimitExceededError\`,
which are \`StandinError\`s with further members.

\`isStandinError\` also recognizes errors of another realm or of a second copy of the package. Any other error is a bug of standin,
except a \`TypeError\` of \`world.fetch\`, which is that of \`fetch\`. The typed clients do not depend on the simulator: for invalid
settings they throw a \`TypeError\` or \`RangeError\`, and for what a server sends they throw nothing. A refused request is not an
error but a reply: see [reasons.md](reasons.md).

`;

const pages = {
  "reasons.md": INTRODUCTION + sections.join(""),
  "errors.md":
    ERRORS_INTRODUCTION +
    toMarkdownTable(
      ["code", "when"],
      Object.entries(ERROR_CODES).map(([code, when]) => [`\`${code}\``, when]),
    ).join("\n") +
    "\n",
};

for (const [name, page] of Object.entries(pages)) {
  const path = join(import.meta.dirname, "../docs", name);
  if (!check) await writeFile(path, page);
  else if ((await readFile(path, "utf8").catch(() => "")) !== page) {
    console.error(`docs/${name} is stale: run npm run reasons.`);
    process.exitCode = 1;
  }
}
