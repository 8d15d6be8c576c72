import { addressOf, type ControlOptions, connect, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { bold, cyan, lines, show } from "./terminal.ts";

/** Shows the version, the worlds and the URLs of the providers. */
export async function status(options: ControlOptions): Promise<void> {
  const client = connect(options);
  const health = await receive(client.health(), options);
  const providers = options.json ? [] : await receive(client.providers(), options);
  const world = client.world(options.world);
  // The default world does not appear in a URL.
  const baseUrlOf = (name: string, path: string): string =>
    options.world === "default" ? addressOf(options).replace(/\/$/, "") + path : world.baseUrl(name);
  print(
    health,
    () =>
      lines([
        show`${bold(`standin ${health.version}`)} answers at ${cyan(addressOf(options))}; ${countOf(health.worlds)}.`,
        "",
        toTable(
          ["provider", "title", "base URL"],
          providers.map(({ name, title, path }) => [name, title, baseUrlOf(name, path)]),
          { "base URL": cyan },
        ),
      ]),
    options,
  );
}

const countOf = (worlds: number): string => (worlds === 1 ? "there is 1 world" : `there are ${worlds} worlds`);
