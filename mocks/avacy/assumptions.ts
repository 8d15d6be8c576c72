/** Assumptions where the provider's documents are silent or contradictory. README.md gives the evidence for each. */

/** Status of a recorded consent: the v2 page says 201, v1's page says nothing. */
export const CREATED_STATUS = 201;

/** Status of a refused body: the v2 page says 400; the framework's default would be 422. */
export const VALIDATION_STATUS = 400;

/** The vendor's page has no final dot here, although the framework's own text has one. */
export const UNAUTHENTICATED_MESSAGE = "Unauthenticated";

/** Status of a recording call for an unknown tenant: undocumented, so the same as in the account checks. */
export const UNKNOWN_TENANT_STATUS = 404;

/** v1 and v2 refuse an identifier that names no key of the subject, as the v2 page says. */
export const IDENTIFIER_MUST_BE_SUBJECT_KEY: boolean = true;

/** The scope of the sequence of ids: all webspaces of a tenant, as if each tenant had its own database. */
export const ID_SCOPE: "tenant" | "everyone" = "tenant";

/** Top-level fields that are evidence and so are stored as sent, including white space. */
export const TRIM_EXEMPT: readonly string[] = ["proofs", "html_form"];

/** v2 returns proofs as sent; `list` would convert text to the `{type, value}` pieces of the provider's sample. */
export const V2_PROOFS: "as sent" | "list" = "as sent";

/** The error format of the account checks, unless the seed sets another; plugins up to 1.2.6 read only `nested`. */
export const VALIDATE_ERROR_SHAPE: "flat" | "nested" = "flat";
