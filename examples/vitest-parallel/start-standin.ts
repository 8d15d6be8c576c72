import { createStandin } from "standin";

/** One server for all workers. They inherit the environment, from which `standin/vitest` reads its URL. */
export default async function startStandin(): Promise<() => Promise<void>> {
  const standin = await createStandin();
  const { url } = await standin.listen();
  process.env["STANDIN_URL"] = url;
  return async () => {
    const left = standin.engine.worlds.names().filter((name) => name !== "meeting");
    await standin.close();
    if (left.length > 0) throw new Error(`Tests have not dropped their worlds: ${left.join(", ")}`);
  };
}
