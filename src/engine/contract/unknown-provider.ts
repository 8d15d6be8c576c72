import { type StandinError, toUnknownNameError } from "../basics/errors.ts";
import { quoteValue } from "../basics/quote.ts";
import type { Mock } from "./mock.ts";

/** The error for a provider that is not among these. */
export const toUnknownProvider = (name: unknown, providers: readonly Pick<Mock, "api">[]): StandinError =>
  toUnknownNameError(
    "ERR_STANDIN_UNKNOWN_PROVIDER",
    "provider",
    quoteValue(name),
    providers.map(({ api }) => api.name),
  );
