import { defineLate } from "#engine/basics/late.ts";

/** The templates of the login, loaded when it is first opened: most programs only call the API. */
export const templates = defineLate(() => import("./html.ts"));
