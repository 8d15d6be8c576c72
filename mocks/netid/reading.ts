import type { Reading } from "#engine/contract/reading.ts";
import { normalizeBody } from "./normalize.ts";

/** No source indicates this provider's framework: requests are parsed as HTTP and the spec define. */
export const reading: Reading = { normalizeBody };
