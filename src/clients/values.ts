/** Whether a value is a text that is not empty: settings and replies may lack it, or have something else in its place. */
export const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** Whether a value is an object, and no list. */
export const isRecord = <Value>(value: Value): value is Value & Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
