import { StandinError } from "../basics/errors.ts";
import { quoteValue, toText } from "../basics/quote.ts";

/**
 * Reads what code without types gives as a receiver: a URL, or nothing.
 *
 * @throws StandinError for anything else
 */
export function toReceiver(url: unknown): string | undefined {
  if (url === undefined || url === null) return undefined;
  if (typeof url === "string" && /^https?:\/\//i.test(url) && URL.canParse(url)) return url;
  // Credentials may stand in it.
  const shown = toText(url).includes("@") ? "This one" : quoteValue(toText(url));
  throw new StandinError(
    "ERR_STANDIN_INVALID_OPTION",
    `A receiver of webhooks is an http or https URL, such as http://127.0.0.1:3000/webhooks; ${shown} is not.`,
  );
}
