import { toPeerError } from "#transports/peers.ts";

/**
 * Loads ajv, which compiles schemas of mocks of one's own: an optional peer dependency.
 *
 * @param purpose what needs it, as the subject of a sentence
 * @throws StandinError with the command that installs it, if it is missing
 */
export async function loadCompiler(purpose: string) {
  try {
    const [{ Ajv2020 }, formats] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
    return { Ajv2020, addFormats: formats.default.default };
  } catch (error) {
    const known = toPeerError(error, { packageName: "ajv", title: "ajv", purpose });
    throw known === error ? toPeerError(error, { packageName: "ajv-formats", title: "ajv-formats", purpose }) : known;
  }
}
