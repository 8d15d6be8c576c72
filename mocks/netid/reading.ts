import type { Reading } from "#engine/reading.ts";
import { normalizeBody } from "./normalize.ts";

/** No source points to a framework of this provider: requests are read as HTTP and the spec have it. */
export const reading: Reading = { normalizeBody };
