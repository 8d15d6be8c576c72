/**
 * Takes characters off the ends of a text, in time linear in its length.
 *
 * @param isOuter whether a character, by its code, is taken off
 * @param from both ends, or the last one alone
 */
export function strip(text: string, isOuter: (code: number) => boolean, from: "both" | "end" = "both"): string {
  let [start, end] = [0, text.length];
  while (end > 0 && isOuter(text.charCodeAt(end - 1))) end -= 1;
  if (from === "both") while (start < end && isOuter(text.charCodeAt(start))) start += 1;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Whether a character is a slash. */
export const isSlash = (code: number): boolean => code === 47;
