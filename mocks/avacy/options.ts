/** Every decision about what the vendor leaves open or says in two ways. README.md says what each rests on. */

/** Status of a recorded consent: the v2 page says 201, v1's page says nothing. */
export const CREATED_STATUS = 201;

/** Status of a body that is refused: the v2 page says 400; 422 would be the framework's habit. */
export const VALIDATION_STATUS = 400;

/** The vendor's page has no final dot here, although the framework's own text has one. */
export const UNAUTHENTICATED_MESSAGE = "Unauthenticated";

/** Status of a recording call for an unknown tenant: undocumented, so the same as in the account checks. */
export const UNKNOWN_TENANT_STATUS = 404;

/** v1 and v2 refuse an identifier that names no key of the subject, as the v2 page says. */
export const IDENTIFIER_MUST_BE_SUBJECT_KEY: boolean = true;

/** Who shares one sequence of ids: all webspaces of a tenant, as if each tenant had its own database. */
export const ID_SCOPE: "tenant" | "everyone" = "tenant";

/** Top-level fields that are evidence and so stay as they were sent, blanks included. */
export const TRIM_EXEMPT: readonly string[] = ["proofs", "html_form"];

/** v2 answers proofs as they came; `list` would put text into the `{type, value}` pieces of the vendor's sample. */
export const V2_PROOFS: "as sent" | "list" = "as sent";

/** How the account checks say no, unless the seed says otherwise; plugins up to 1.2.6 read only `nested`. */
export const VALIDATE_ERROR_SHAPE: "flat" | "nested" = "flat";
