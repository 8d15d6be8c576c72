import { defineReasons } from "#engine/contract/reasons.ts";

/** Why this mock refuses a request. `id` is the session id in the path, `world` the name of the world. */
export const reasons = defineReasons({
  // Client id and secret
  credentialsInBody:
    "Client id and secret were sent in the body. Send them by HTTP Basic: Authorization: Basic base64(client_id:client_secret).",
  malformedBasic:
    "What stands behind Basic in the Authorization header is not the Base64 of client_id:client_secret in UTF-8.",
  emptyClientId: "The client id sent by HTTP Basic is empty.",
  clientIdAndSecretSwapped:
    'What was sent as the client secret is the client id "{clientId}". Send base64(client_id:client_secret), the id first.',
  unknownClientWithoutSecret:
    'World "{world}" has no application of the client id that was sent, and no client secret was sent. The two may be swapped, so the id is not shown.',
  unknownClient:
    'World "{world}" has no application with the client id "{clientId}". Declare it in the seed, or run the scenario "an application".',
  emptyClientSecret: 'The client secret sent by HTTP Basic for application "{clientId}" is empty.',
  clientSecretOfAnotherApplication:
    'The client secret is that of application "{owner}", but was sent with the client id "{clientId}".',
  wrongClientSecret: 'The client secret is not that of application "{clientId}".',
  applicationDisabled:
    'Application "{clientId}" is disabled in world "{world}": it gets no token, and its tokens are refused.',
  grantMissing: "The body has no grant_type. Send grant_type=client_credentials.",
  grantEmpty: "grant_type is empty. Send grant_type=client_credentials.",
  jsonReadAsForm:
    "The body looks like JSON, but was read as a form, because its Content-Type is not application/json. So it has no grant_type.",
  grantRepeated: "grant_type is not a single text. Send it once: grant_type=client_credentials.",
  grantNotOffered: 'The grant_type "{grant}" is not offered. Send client_credentials.',
  grantNotAllowed:
    'Application "{clientId}" may not use the grant client_credentials: its client_credentials is false.',

  // Bearer tokens
  emptyBearer: "The Authorization header is a bearer without a token.",
  notAClientToken:
    'The token was issued in world "{world}", but is not a client token. Fetch one from /auth/v2/token/.',
  tokenOfUnknownClient: 'The token belongs to application "{clientId}", which does not exist in world "{world}".',
  unknownAppToken:
    'World "{world}" has no person with the app token that was sent. This operation takes the app token of a person, not a client token.',
  noApplication: 'World "{world}" takes any credentials, but has no application that the token could stand for.',
  noPerson: 'World "{world}" takes any credentials, but has no person that the token could stand for.',
  pollNeedsClientToken:
    "No Authorization header was sent. Polling takes a client token and the Data-Session-Token; the latter alone suffices with the seed's option status_needs_client_token: false.",

  // API keys
  unknownKey:
    'World "{world}" has no API key of the text that was sent. Declare it in the seed, or run the scenario "an API key".',
  keyRevoked: 'The API key of application "{clientId}" has been revoked.',
  keyOfUnknownClient: 'The API key belongs to application "{clientId}", which does not exist in world "{world}".',
  keyOfDisabledClient: 'The API key belongs to application "{clientId}", which is disabled.',
  tokenInPlaceOfKey:
    "A bearer token was sent, and no X-Api-Key. Versions 2 and 3 take an API key only; client tokens are for /auth/v2/ and /v1/.",
  keyWithoutScope:
    'The API key may not {access} {resource}: its scopes give it "{given}". Scopes are in the seed, or in the scenario "an API key".',
  applicationBlocked: 'Application "{clientId}" is blocked by the seed or a scenario: {code}.',
  balanceTooLow:
    'The balance of application "{clientId}" is {balance}, and a session takes {price}. It is in the seed, or in the scenario "an application".',

  // Session ids
  malformedSessionId:
    "The session id in the path is not a UUID with hyphens, in lower case. A session_token is not an id.",
  malformedUuid:
    '"{uuid}" in the path is not the id of one of /v3/{collection}/: ids are UUIDs with hyphens, in lower case.',
  reviewsInSingular: "Reviews of a session lie under the plural: /v3/sessions/{id}/reviews/.",
  unknownSession: 'World "{world}" has no data transfer session {id}.',
  unknownVerification: 'World "{world}" has no verification {id}.',
  unknownWorkflowSession: 'World "{world}" has no session {id} of a workflow.',
  isWorkflowSession:
    "{id} is a session of a workflow. Its operations lie under /v3/session/ and /v2/session/, not under /v1/session/ or /auth/v2/session/.",
  isOlderVerification:
    "{id} is a verification of version 1. Its operations lie under /v1/session/, those of workflows under /v3/session/ and /v2/session/.",
  keyForOtherWorkflows: "The API key is restricted to other workflows than that of session {id}, {workflowId}.",
  keyOfOtherMode:
    "Session {id} is of mode {environment}, and the API key is of mode {mode}. Keys find the sessions of their own mode.",
  isVerification:
    "{id} is a verification. Its operations lie under /v1/session/, those of data transfer under /auth/v2/session/.",
  isSession:
    "{id} is a data transfer session. Its operations lie under /auth/v2/session/, those of verifications under /v1/session/.",
  sessionOfAnotherApplication:
    'Session {id} belongs to application "{owner}"; the token that was sent belongs to application "{clientId}".',
  sessionOfNoApplication: 'Session {id} belongs to application "{clientId}", which does not exist in world "{world}".',
  unknownSessionLink: 'World "{world}" has no data transfer session with the session token in the path.',
  unknownVerificationLink: 'World "{world}" has no verification with the session token in the path.',

  // Data transfer
  dataSessionTokenMissing: "No Data-Session-Token header was sent. Send the session_token of session {id}.",
  dataSessionTokenOfAnotherSession:
    "The Data-Session-Token header is the session_token of session {other}, but the path names session {id}.",
  dataSessionTokenWrong: "The Data-Session-Token header is not the session_token of session {id}.",
  preflightNotOffered:
    'Browsers may not poll in this world. Set the seed\'s option status_needs_client_token to false, or run the scenario "browsers may poll".',
  scopeMissing: 'The body has no scope, and application "{clientId}" has no default_scope.',
  unknownScope: "The scope has unknown words: {words}. Known words: {known}.",
  sessionAnswered: "Session {id} has been answered already: it is {status}.",
  sessionTimedOut: "Session {id} expired at {expiresAt}. It could be scanned and answered only before that.",
  sessionEndedEarly:
    "Session {id} was made to expire by a scenario. By the clock it would have been open until {expiresAt}.",
  sessionNotScanned: "Session {id} has not been scanned yet. The app scans it by getSessionInformation.",
  scannedByAnother: 'Session {id} was scanned by "{scannedBy}"; the app token that was sent belongs to "{user}".',
  scopeNotRequested: "The answer approves {words}, which the session did not ask for. It asked for {scope}.",
  selectionUnknown: 'selection has a value of {members} that person "{user}" does not have.',
  nothingApproved: "The form confirms without any word of the scope. Check at least one, or decline.",
  unknownPerson: 'The form\'s field user is "{user}"; no person in world "{world}" has that id.',

  // Sessions of workflows
  unknownWorkflow:
    'World "{world}" has no workflow {workflowId} of application "{clientId}". Declare it in the seed, or run the scenario "a workflow".',
  unknownVendorUser:
    'World "{world}" has no user "{vendorData}" of application "{clientId}". Users are made by sessions of workflows with that vendor_data.',
  noUsersToDelete: "The body has neither vendor_data_list nor didit_internal_id_list nor delete_all: true.",
  workflowNotPublished:
    "No version of workflow {workflowId} is published. Publish its draft: PATCH /v3/workflows/{workflowId}/.",
  versionInPlaceOfWorkflow: "{uuid} is a version of workflow {workflowId}. Sessions name the workflow_id.",
  publishedAlready: "Version {uuid} is published. It stays so; status published makes a new version of the workflow.",
  notInSandbox:
    "sandbox_scenario was sent with an API key of mode live. Only keys of mode sandbox may say how a session ends.",
  unknownSandboxScenario: 'Unknown sandbox_scenario "{scenario}". Known: {known}.',
  portraitTooLarge: "portrait_image has {bytes} bytes. It may have {limit} at most.",
  statusNotUpdatable: "Session {id} is {status}. Its status can be changed by hand while it is {allowed}.",
  resubmittedAlready: "Session {id} is Resubmitted already.",
  notShareable: "Session {id} is {status}. Only sessions that are {allowed} can be shared and imported.",
  unknownReceiver:
    'World "{world}" has no application with the id {id}. Declare it in the seed, or run the scenario "an application".',
  sharedWithItself: 'for_application_id is the id of application "{clientId}", to which the session belongs.',
  notAShareToken: "share_token is a token of another kind. Send the share_token that shareSession gave.",
  sharedWithAnother:
    'The share token shares session {id} with application {receiver}; the API key belongs to application "{clientId}".',
  importedBefore: 'Application "{clientId}" has imported session {id} already, as session {copy}.',
  reviewedAlready: "Session {id} is {status} already. A review of the same status would change nothing.",
  nodesMissing: "new_status Resubmitted needs nodes_to_resubmit, a list of node_id and feature.",
  nodeNotRun: "Session {id} has no {nodes} to resubmit. Its workflow checks {features}.",
  nodeOfAnotherFeature:
    'Node "{nodeId}" of session {id} does not check {feature}; node "{expected}" does. Node ids are in the decision.',
  emailMissing: "send_email is true, and there is no email_address.",
  rerunTooSoon: "Checks of session {id} ran again at {ranAt}; the next run may begin 30 seconds later.",
  nothingToDelete: "The body has neither session_numbers nor delete_all: true.",
  unknownNumbers: 'Application "{clientId}" has no sessions with the numbers {numbers}.',
  unknownDestination: 'World "{world}" has no webhook destination {id} of the application that the API key belongs to.',
  unknownDelivery: "Destination {destination} has no delivery {id}. The outbox may have dropped it.",
  destinationTwice: "Destination {id} has this URL already.",
  mediaExpired:
    "The address of this image or video was valid until {expiresAt}. Read the decision again for a new one.",
  mediaUnknown: "The address of this image or video was not made in this world, or its session was deleted.",
  notBuilt:
    "{path} is not built. Built of version {version}: {built}. What is left out, and why: mocks/didit/README.md.",

  // Verifications
  statusNotReviewable: "Verification {id} is {status}. update-status takes verifications that are {allowed}.",
  noReport: "Verification {id} is {status}. A report exists only for verifications that are {allowed}.",
  unknownOutcome: 'The form\'s field outcome is "{outcome}". It takes {allowed}.',
  pageNotOpened:
    'Verification {id} is {status}. Its checks begin when its page is opened: GET its url first, or run the step "open".',
  checksNotRunning: "Verification {id} is {status}. Its checks can end only while it is In Progress.",
  verificationExpired: "Verification {id} expired at {expiredAt}. Its page could be opened only before that.",
  verificationEndedEarly:
    "Verification {id} was made to expire by a scenario. By the clock its page could have been opened until {expiresAt}.",
});
