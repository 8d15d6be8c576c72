import { StandinError } from "../basics/errors.ts";
import { quoteValue, toText } from "../basics/quote.ts";

/** Longer than any server takes. */
const LONGEST_URL = 8000;

/** The platform leaves out line breaks and tabs, and so would send elsewhere than what is written. */
const WRITTEN = /^https?:\/\/[^\s\p{Cc}]+$/iu;

/**
 * Reads what code without types gives as a receiver: a URL, or nothing.
 *
 * @throws StandinError for anything else
 */
export function toReceiver(url: unknown): string | undefined {
  if (url === undefined || url === null) return undefined;
  const text = toText(url);
  if (text.length > LONGEST_URL)
    throw refusal(`A receiver of webhooks is a URL of at most ${LONGEST_URL} characters; this one has ${text.length}.`);
  if (typeof url === "string" && WRITTEN.test(url) && URL.canParse(url)) return url;
  // Credentials may stand in it.
  const shown = /[@?]/.test(text) ? "this one" : quoteValue(text);
  throw refusal(
    `A receiver of webhooks is an http or https URL, such as http://127.0.0.1:3000/webhooks; ${shown} is not.`,
  );
}

const refusal = (message: string): StandinError => new StandinError("ERR_STANDIN_INVALID_OPTION", message);
