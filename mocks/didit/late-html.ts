import { defineLate } from "#engine/basics/late.ts";

/** The templates of the hosted pages, loaded when the first of them is opened: most programs only call the API. */
export const templates = defineLate(() => import("./html.ts"));
