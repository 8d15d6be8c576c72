import { decodeText } from "../basics/decoded-text.ts";

/** Replaces a redacted secret. */
export const REDACTED = "[redacted]";

const SECRET_NAME =
  /secret|token|passw(?:or)?[dt]|passphrase|authorization|cookie|(?:api|private|access|signing|encryption)[-_]?key/i;

/**
 * Whether a name says that its value is a secret: the name of a header, a member, a field of a form, a path parameter; also
 * one that is still encoded.
 */
export const isSecretName = (name: string): boolean => SECRET_NAME.test(decodeText(name));

/** One name however it is spelled: `clientSecret` and `client_secret`. */
export const normalizeName = (name: string): string => name.toLowerCase().replaceAll(/[-_]/g, "");
