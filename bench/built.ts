import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./servers.ts";

const load = (file: string): Promise<unknown> => import(pathToFileURL(join(root, "dist", file)).href);

/** What is measured in process is what people install: the built package, not its sources. */
export const loadStandin = () => load("index.js") as Promise<typeof import("#standin/index.ts")>;

export const loadDidomiClient = () => load("clients/didomi.js") as Promise<typeof import("#clients/didomi.ts")>;
