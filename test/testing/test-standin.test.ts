import { expect, it } from "vitest";
import { openTestStandin } from "#testing/test-standin.ts";

it("fails before the first test where no standin answers at its URL, and says which setting names it", async () => {
  const { url, close } = await openTestStandin();
  await close();
  const opening = openTestStandin({ url });
  await expect(opening).rejects.toThrow(
    `The standin that \`STANDIN_URL\` or the option \`url\` names, ${url}, cannot be`,
  );
  await expect(opening).rejects.toThrow(/ECONNREFUSED [\d.:]+\. Start one with `standin start`, or leave both out\.$/);
});

it("fails where the standin at its URL refuses the control token", async () => {
  await using first = await openTestStandin({ controlToken: "one" });
  await expect(openTestStandin({ url: first.url, controlToken: "two" })).rejects.toThrow("cannot be used");
  await using second = await openTestStandin({ url: first.url, controlToken: "one" });
  expect(second.isShared).toBe(true);
});

it("suggests the name that was meant in a sentence that ends once", async () => {
  await using standin = await openTestStandin();
  const world = await standin.world("w");
  const adding = world.faults.add({ match: { provider: "didmi" as "didomi" }, effect: { status: 500 } });
  await expect(adding).rejects.toThrow(/Did you mean didomi\?$/);
});
