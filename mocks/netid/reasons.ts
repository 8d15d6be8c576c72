import { defineReasons } from "#engine/contract/reasons.ts";

/** Why this mock refuses a request. `world` is the name of the world; ids and origins are as the request gave them. */
export const reasons = defineReasons({
  wrongService:
    'Host {host} belongs to another of the three services, and the option strict_host is on in world "{world}". This path answers under {right}.',

  // Media types
  notAcceptable:
    'The Accept header "{accept}" accepts no media type of this reply. Send application/vnd.netid.permission-center. followed by one of: {offered}.',
  contentTypeMissing: "The request has no Content-Type header. A write is sent as {expected}.",
  wrongContentType: 'The Content-Type is "{sent}". A write is sent as {expected}, whatever the type of its reply.',

  // The query
  parameterRepeated: "The query has {name} {count} times. Send it once.",

  // The TAPP and its origins
  tappMissing: "The query has no q.tapp_id.eq. Add it with the id of the TAPP.",
  tappEmpty: "q.tapp_id.eq is empty. Give it the id of the TAPP.",
  malformedTapp: '{parameter} has the id "{tapp}", which is not a UUID (8-4-4-4-12 hexadecimal digits).',
  unknownTapp: 'World "{world}" has no TAPP {tapp}. Declare it in the seed or with the scenario "a TAPP".',
  unknownTappOfToken:
    'The Bearer token is for the TAPP {tapp}, which world "{world}" does not have. Declare it in the seed or with the scenario "a TAPP".',
  inactiveTapp: "The TAPP {tapp} is inactive. Only an active TAPP may call or be exported.",
  originMissing:
    "The request has no Origin header, which a browser adds to every call from another origin. Send an origin of the TAPP {tapp}.",
  unregisteredOrigin:
    'Origin "{origin}" is not registered for the TAPP {tapp}. Registered: {registered}. Scheme, host and port must be the same.',
  originWithBearer:
    'The request has an Authorization header, so it comes from a server or an app, but also the Origin "{origin}". Only browsers send an Origin; they authenticate with the cookie tpid_sec.',
  preflightWithoutMethod:
    "The preflight has no Access-Control-Request-Method header. For this path it has to be {allowed}.",
  wrongPreflightMethod:
    'The preflight asks for the method "{asked}". This path is called from browsers with {allowed}.',

  // The user
  cookieMissing:
    "The cookie tpid_sec was not sent: the user is not logged in, or the browser keeps third-party or Secure cookies back, or the script calls without credentials: include.",
  cookieWithheld:
    "The browser withheld the cookie tpid_sec, if it has it, as it blocks third-party cookies (Sec-Fetch-Storage-Access: {access}). Open the page and standin both at http://localhost, whatever their ports.",
  cookieEmpty: "The cookie tpid_sec is empty. Log in again at /_mock/login.",
  bearerMissing:
    "The request has neither an Authorization header nor q.tapp_id.eq, Origin or the cookie tpid_sec. Send Authorization: Bearer <token>, or all three of the others as a browser does.",
  emptyBearer: "The Authorization header has the scheme Bearer, but no token. Send Authorization: Bearer <token>.",
  basicInsteadOfBearer:
    "The Authorization header has the scheme Basic, which only the export takes. Send Authorization: Bearer <token>.",
  cookieAsBearer:
    "The Bearer token is a value of the cookie tpid_sec. Send it as that cookie, without an Authorization header.",
  bearerAsCookie:
    "The cookie tpid_sec holds a Bearer token. Send it as Authorization: Bearer <token>, or log in at /_mock/login for a cookie.",
  unknownBearer:
    'The Bearer token is none of the bearer_tokens in the seed of world "{world}", and not a token that the world issued.',
  tokenOfAnotherKind:
    '{credential} was issued in world "{world}", but by the mock of another provider. Send one that netID issued.',
  unknownAccount:
    '{credential} is for the user "{user}", whom world "{world}" does not have. Declare the user in the seed or with the scenario "a user".',
  deletedAccount: 'The account of the user "{user}" was deleted. Forget its tpid.',

  // The body of a write
  bodyMissing: "The request has no body. Send a JSON object with idconsent, iab_tc_string or both.",
  blankBody: "The body holds only blanks. Send a JSON object with idconsent, iab_tc_string or both.",
  nullBody: "The body is null. Send a JSON object with idconsent, iab_tc_string or both.",
  bodyNotAnObject: "The body is JSON of type {type}. Send an object with idconsent, iab_tc_string or both.",
  unknownPermission:
    'The body has the member "{name}", which a write does not take. Its members are idconsent and iab_tc_string.',
  nothingToSet: "The body sets neither idconsent nor iab_tc_string. A member that is null counts as absent.",
  wrongIdconsent: "idconsent is {value}. It has to be VALID or INVALID, in capitals.",
  tcStringOfWrongType: "iab_tc_string is of type {type}. It has to be a string.",

  // TC strings (IAB TCF, version 2)
  emptyTcString: "iab_tc_string is empty. Leave the member out if there is no TC string.",
  tcStringCharacter:
    'iab_tc_string has the character "{character}" at index {index}. Only letters, digits, "-", "_" and "." as the separator of segments may occur, without padding.',
  emptyTcSegment: "Segment {number} of iab_tc_string is empty: it begins or ends with a dot, or has two dots in a row.",
  wrongTcVersion:
    'iab_tc_string begins with "{first}". A TC string begins with its core, and the core of a string of TCF version 2 begins with "C".',
  shortTcCore: "The core of iab_tc_string has {length} characters. It needs at least {minimum}: the string is cut off.",
  wrongTcSegment:
    'Segment {number} of iab_tc_string begins with "{first}". Segments behind the core have type 1, 2 or 3 and begin with a letter from "I" to "Z" or from "a" to "f".',
  wrongTcCmp: "iab_tc_string names the CMP {cmp}. The id of a registered CMP is 2 or more.",
  wrongTcRange: "A range of vendors in iab_tc_string ends before it begins.",
  tooManyTcVendors: "The ranges in iab_tc_string name more than {limit} vendors.",
  undecodableTcString:
    "iab_tc_string cannot be decoded: its vendors, its publisher restrictions or one of its further segments are shorter than they announce.",
  globalTcString:
    'iab_tc_string is not service-specific (IsServiceSpecific is 0), and the option reject_global_tc is on in world "{world}".',

  // The export
  bearerInsteadOfBasic:
    "The Authorization header has the scheme Bearer, which only reads and writes take. Send Authorization: Basic with the name and password of an export user.",
  unknownExportUser:
    'World "{world}" has no export user "{user}". Declare it in the seed or with the scenario "an export user".',
  exportPasswordMissing:
    "The Basic credentials have an empty password, and their name belongs to no export user. Send {expected}.",
  wrongExportPassword: 'The password of the export user "{user}" is wrong.',
  exportRoleMissing: 'The export user "{user}" does not have the role that exports need: has_role is false.',
  unreadableDate:
    'q.date.ge is "{date}", which cannot be read as a moment. Send a date that exists (2025-03-01) or a date-time whose zone is Z or like +01:00 (2025-03-01T09:30:00Z), without a leap second.',
  exportTappMissing: "The query has neither q.tapp_id.eq nor q.cmp_id.eq with q.tapp_id.in. Name the TAPPs to export.",
  exportTappsMissing: 'The query names the CMP "{cmp}", but has no q.tapp_id.in. Name its TAPPs to export.',
  unknownCmp: 'World "{world}" has no CMP "{cmp}". Declare it in the seed or with the scenario "a CMP".',
  inactiveCmp: 'The CMP "{cmp}" is inactive. Only an active CMP may be exported.',
  tappOfAnotherPartner: 'The export user "{user}" may not export the TAPP {tapp}, only: {allowed}.',
  tappOfAnotherCmp: 'The TAPP {tapp} does not belong to the CMP "{cmp}" of the query. Its own CMP: {own}.',

  // The login page
  malformedReturnAddress: "return_to is not an absolute URL.",
  returnAddressScheme: 'return_to has the scheme "{scheme}". It has to be http: or https:.',
  foreignReturnAddress:
    "return_to leads to {origin}, which is neither an origin of this machine nor registered for an active TAPP.",
  unknownSessionQuality: 'session is "{session}". It has to be one of: {allowed}.',
  malformedUser: 'user is "{user}". A name has 1 to 64 letters, digits, dashes and underscores.',
  unknownUser: 'World "{world}" has no user "{user}". Declare the user in the seed or with the scenario "a user".',
});
