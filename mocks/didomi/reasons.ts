import { defineReasons } from "#engine/contract/reasons.ts";

/** Why this mock refuses a request. */
export const reasons = defineReasons({
  // Credentials
  otherToken:
    'The bearer token was issued in world "{world}", but is neither the access_token of a session nor the id_token of a consent token: a cursor of a list, for example, is not accepted.',
  unknownKey:
    'World "{world}" does not have the API key that was sent as key. Keys are compared exactly; check that key and secret are not swapped.',
  wrongSecret: 'API key "{key}" exists, but the secret that was sent is not its secret.',
  disabledKey: 'API key "{key}" of organization "{organization}" is disabled: it opens no session.',

  // Organization and permissions
  organizationsDiffer:
    'organization_id is "{inQuery}" in the query and "{inBody}" in the body. Both must name the same organization.',
  organizationMissing:
    "No organization_id was sent. With an organization token it is required: in the query, or in the body of a POST.",
  otherOrganization: 'organization_id is "{named}", but the token belongs to organization "{own}".',
  apiNotActivated:
    'The Consents API is not activated for organization "{organization}": consents_api_enabled is false in the seed, or in the scenario that made it.',
  mayNotWrite:
    'The permissions of the consent token are [{permissions}]. To record choices it needs "write", or must be minted without permissions.',
  mayNotRead:
    'The permissions of the consent token are [{permissions}]. To read choices it needs "read" or "write", or must be minted without permissions.',

  // Which user is meant
  userMissing: "The query names no user. Send user_id or organization_user_id.",
  otherOrganizationUserId:
    'The request is about organization_user_id "{named}", but the consent token belongs to "{own}". A consent token is valid for its own user only.',
  otherUserId:
    'The request is about user id "{named}", which is not the id of "{own}", the user of the consent token. A consent token is valid for its own user only.',
  unknownUserId: 'Organization "{organization}" has no user with the id "{id}".',
  unknownOrganizationUserId: 'Organization "{organization}" has no user with the organization_user_id "{id}".',
  userIdsDiffer:
    'The user with {known} in organization "{organization}" does not have the id "{id}" that was sent as well.',

  // Records
  unknownEvent: 'Organization "{organization}" has no event "{id}".',
  eventOfOtherUser: 'Event "{id}" exists, but belongs to another user than "{user}", the one that the query names.',
  unknownProof: 'Organization "{organization}" has no proof "{id}".',

  // Members of a body or a query
  unknownPurpose: 'The catalogue of organization "{organization}" does not have the purpose "{purpose}".',
  unknownPreference:
    'In the catalogue of organization "{organization}", purpose "{purpose}" does not have the preference "{preference}".',
  unknownValue:
    'In the catalogue of organization "{organization}", preference "{preference}" of purpose "{purpose}" does not have the value "{value}".',
  unknownDay: 'created_at is "{sent}", a day that the calendar does not have.',
  undecodableFile:
    "The data URI in {place} cannot be decoded: {digits} base64 digits, padding included, are not a whole number of bytes.",
  unreadableCursor:
    '$cursor is not a cursor that was issued in world "{world}". Send the cursor of the page before, unchanged.',
  cursorOfOtherList:
    "$cursor was not issued by this list. Send a cursor with the same organization, user and filters as the request that returned it.",
  filterMissing:
    "The query has no filter, and without one nothing is removed. Send at least one path with its value, such as metadata.booking_id=123; names that begin with $ are not filters.",

  // Conflicts
  eventIdTaken: 'Organization "{organization}" already has an event with the id "{id}".',
  userIdTaken: 'Organization "{organization}" already has a user with the id "{id}".',
  organizationUserIdTaken:
    'Organization "{organization}" already has a user with the organization_user_id "{organizationUserId}": the one with the id "{id}".',
  userHasOtherName:
    'The user with the id "{id}" has the organization_user_id "{known}". An event cannot name it together with "{named}".',
  staleVersion:
    "version is {sent}, but the user is at version {current}. Read the user again and send the change with that version.",
});
