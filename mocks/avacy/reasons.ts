import { defineReasons } from "#engine/contract/reasons.ts";

/** Why this mock refuses a request. `world` is the name of the world, `id` what stands in the path. */
export const reasons = defineReasons({
  emptyBearer:
    "The Authorization header is a bearer without a token, as an integration sends it whose API token is not configured.",
  unknownToken:
    'World "{world}" does not have the API token that was sent. Tokens are compared exactly; the number and bar in front may be left out.',
  wrongTokenNumber:
    'World "{world}" has the API token that was sent, but under another number: what stands in front of the bar is wrong. Number and bar may be left out.',
  revokedToken: 'The API token belongs to tenant "{tenant}", but has been revoked.',
  tokenOfAnotherTenant: 'The API token belongs to tenant "{owner}", but the path names tenant "{tenant}".',
  malformedApiToken: 'The API token in the path is not shaped <number>|<text>, and world "{world}" does not have it.',
  unencodedSlash:
    "The path of an account check has {count} segments behind /wp/validate/. It takes two or three: team, webspace key and API token. A slash within one of them is written %2F, and none stands at the end.",
  unknownTenant: 'The path names tenant "{tenant}", which world "{world}" does not have.',
  malformedWebspaceId:
    'The webspace id "{id}" in the path is not a whole number: it takes digits alone, without leading zeros, up to 9007199254740991.',
  unknownWebspace: 'Tenant "{tenant}" has no webspace (in v1: domains group) {id}.',
  malformedWebspaceKey:
    "The webspace key in the path is not a UUID. It is the second half of the plugin's account token, not the number of the webspace.",
  webspaceKeyOfAnotherTenant:
    'The webspace key in the path belongs to tenant "{owner}", but the path names tenant "{tenant}".',
  unknownWebspaceKey:
    'World "{world}" has no webspace with the key in the path, neither of tenant "{tenant}" nor of another.',
  identifierNotInSubject:
    'identifier is "{identifier}", which is not a key of subject; its keys are {keys}. In v1 and v2, identifier is the name of a key; only v4 takes the value that identifies the person.',
  bodyReadAsForm:
    'The body was read as a form, because its Content-Type is {contentType}. JSON needs one that contains "json", such as application/json. Read as a form it is not valid: {message}',
});
