import { type Command, InvalidArgumentError } from "commander";
import type { BaseUrl } from "#verification/find-operation.ts";
import { mockOption, oneProviderOption } from "./arguments.ts";

/** Adds `standin check`. Not loaded by `standin start`. */
export function addCheckCommand(program: Command, fail: () => void): void {
  program
    .command("check")
    .description("compare recorded traffic (HAR files) with the specs and with what the mocks answer")
    .argument("<har-files...>", "HAR 1.2 files: from a browser, a proxy, or standin itself")
    .addOption(oneProviderOption("the provider of traffic whose host does not identify it"))
    .addOption(mockOption())
    .option("--base-url <prefix=provider>", "the URL of a provider behind a proxy; may be repeated", toBaseUrls)
    .option("--seed <file>", "starting state of the mocks: a YAML, JSON, JavaScript or TypeScript file")
    .option("--html <file>", "write the report as a static page as well")
    .option("--strict", "exit with 1 as well when a reply could not be compared with the mock's", false)
    .option("--json", "print one line of JSON", false)
    .addHelpText(
      "after",
      "\nProviders are found by host: their real hosts, <provider>.localhost, or standin's own addresses. Other hosts are\n" +
        "skipped. Values are never printed, only their types and formats; statuses and enumerated values are.\n" +
        "Exit codes: 0, 1 on a difference (with --strict also when not every reply was replayed), 2 on a usage error, such as a file that is not a HAR file.",
    )
    .action(async (files, options) => {
      const { check } = await import("./check.ts");
      if (!(await check(files, options))) fail();
    });
}

function toBaseUrls(text: string, before: readonly BaseUrl[] = []): readonly BaseUrl[] {
  const at = text.lastIndexOf("=");
  const prefix = text.slice(0, Math.max(at, 0)).replace(/\/$/, "");
  const provider = text.slice(at + 1);
  if (!/^https?:\/\//.test(prefix) || !URL.canParse(prefix))
    throw new InvalidArgumentError("Expected prefix=provider, such as https://proxy.example.com/api=name.");
  return [...before, { prefix: new URL(prefix).href.replace(/\/$/, ""), provider }];
}
