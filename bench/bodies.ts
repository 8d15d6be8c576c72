/** Stands in a text for a number of as many digits, which is another one in every request. */
export const NUMBER = "########";

let sent = 0;

/** Counts everything that this process sends, so that no two requests of one run are alike. */
export function nextNumber(): number {
  sent += 1;
  return sent % 10 ** NUMBER.length;
}

/** Gives the text with a further number each time; its length stays the same. */
export function numbered(text: string): () => string {
  const parts = text.split(NUMBER);
  if (parts.length < 2) throw new RangeError(`A text that is to differ each time has no ${NUMBER}: ${text}`);
  return () => parts.join(String(nextNumber()).padStart(NUMBER.length, "0"));
}
