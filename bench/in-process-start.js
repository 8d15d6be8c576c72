/** One start in process, as a test file has it: the import, `createStandin()` and the first reply. Prints milliseconds. */
const begin = performance.now();
const { createStandin } = await import(new URL("../dist/index.js", import.meta.url).href);
const imported = performance.now();
const standin = await createStandin();
const created = performance.now();
const response = await standin.fetch("http://standin.localhost/netid/netid-user-status", {
  headers: { authorization: "Bearer standin-token" },
});
await response.text();
const replied = performance.now();
if (!response.ok) throw new Error(`the first reply was ${response.status}`);
console.log(
  JSON.stringify({ importMs: imported - begin, createMs: created - imported, firstReplyMs: replied - created }),
);
