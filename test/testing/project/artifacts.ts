import type { TestArtifact } from "vitest";
import type { Reporter, TestCase } from "vitest/node";

/** Prints what tests leave behind for reporters. */
export const artifacts: Reporter = {
  onTestCaseArtifactRecord(testCase: TestCase, { type, attachments = [] }: TestArtifact): void {
    for (const { body, contentType } of attachments) {
      const { log } = JSON.parse(String(body));
      const methods = log.entries.map((entry: { request: { method: string } }) => entry.request.method).join(" ");
      process.stdout.write(`artifact of "${testCase.name}": ${type} ${contentType} HAR ${log.version} ${methods}\n`);
    }
  },
};
