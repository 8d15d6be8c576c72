/** The build fills it in from package.json. */
declare const STANDIN_VERSION: string;

/** standin's own version; `0.0.0` where the sources run as they are. */
export const version = typeof STANDIN_VERSION === "string" ? STANDIN_VERSION : "0.0.0";
