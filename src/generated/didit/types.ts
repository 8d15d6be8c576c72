// Written by `npm run generate`. Do not edit: change the spec.

export interface paths {
    "/auth/v2/token/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Obtain a client token
         * @description Exchanges client id and secret for the bearer token that both products require. Keep the token until shortly
         *     before `exp`; a new one does not revoke older ones.
         *
         *     Credentials are read from the `Authorization` header only. Checks run in this order: readable body, client,
         *     presence of `grant_type`, grant offered.
         */
        post: operations["createClientToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/v2/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a data transfer session
         * @description Asks for the data named in `scope`. Show `url` to the person within the session's short life (10 minutes here;
         *     the vendor states no number), as a QR code on a desktop or as a link on a phone.
         */
        post: operations["createSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/v2/session/{session_id}/status/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        /**
         * Poll the status of a data transfer session
         * @description Needs two credentials: the client token, and the session token that came with the session. The status words are
         *     lower case here and title case in the decision. Stop polling at `confirmed`, `declined` or `expired`.
         */
        get: operations["getSessionStatus"];
        put?: never;
        post?: never;
        delete?: never;
        /**
         * Ask whether a browser may poll
         * @description The preflight of the Fetch standard. Answered only where the session token alone suffices; otherwise the method
         *     is not allowed. Not documented by the vendor.
         */
        options: operations["preflightSessionStatus"];
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/v2/session/{session_id}/decision/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        /**
         * Retrieve the data a person shared
         * @description Answers in every state of the session. Data is present once the status is `Confirmed`, and stays as it was at
         *     that moment.
         */
        get: operations["getSessionDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/v2/session/{session_id}/information": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        /**
         * Scan a data transfer session
         * @description Tells the Didit app what is asked for and by whom, ties the session to the app's user and moves it to
         *     `retrieved`. Repeating it as the same user changes nothing. The vendor names the route and its effect; the
         *     reply is not documented by the vendor.
         */
        get: operations["getSessionInformation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/v2/session/{session_id}/update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm or decline a data transfer session
         * @description Records the person's answer. Only the user who scanned the session may answer, and only while it is
         *     `retrieved`. The vendor names the route and its effect; body and reply are not documented by the vendor.
         */
        post: operations["updateSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/authorize/{session_token}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The token of the session, as in its `url`.
                 * @example standin-session-token
                 */
                session_token: components["parameters"]["SessionToken"];
            };
            cookie?: never;
        };
        /**
         * Open the consent page
         * @description The page behind a session's QR code. It names the application and the data it asks for. For a session that is
         *     confirmed, declined or expired it says so.
         */
        get: operations["showAuthorizePage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a verification session
         * @description Starts a verification in status `Not Started` and announces it by webhook. Send the person to `url`. A session
         *     that is not opened expires after seven days.
         */
        post: operations["createVerificationSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/{session_id}/decision/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Retrieve a verification and its results
         * @description Answers in every status. The result of a check that has not run is null.
         */
        get: operations["getVerificationDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/{session_id}/update-status/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Approve or decline a verification by hand
         * @description Possible from `Approved`, `Declined`, `In Review`, `Abandoned` and `Kyc Expired`. Adds a review by `API Client`
         *     and sends a webhook; the status that the verification has already changes nothing.
         */
        patch: operations["updateVerificationStatus"];
        trace?: never;
    };
    "/v1/session/{session_id}/generate-pdf/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Download a verification report
         * @description Available in `Approved`, `Declined` and `In Review`.
         */
        get: operations["generateVerificationPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/session/{session_token}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The token of the session, as in its `url`.
                 * @example standin-session-token
                 */
                session_token: components["parameters"]["SessionToken"];
            };
            cookie?: never;
        };
        /**
         * Open the hosted verification page
         * @description Opening the page starts the session. Once the outcome is `Approved`, `Declined` or `In Review`, the page leads
         *     back to `callback`. Trust the decision or the webhook, not the query of that redirect.
         *
         *     In a frame it leads nowhere: it tells the page around it what happens, by `window.parent.postMessage` of a
         *     `PageMessage`.
         */
        get: operations["showVerificationPage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a session of a workflow
         * @description Starts a verification by the checks of a workflow, in status `Not Started`. Send the person to `url`.
         *
         *     If an unfinished session has the same `vendor_data` on the workflow's latest version, that session is returned,
         *     also with 201 and with its present status; `callback` and `metadata` are replaced by those of this request.
         */
        post: operations["createWorkflowSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/session/{session_id}/decision/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Retrieve a session and the results of its checks
         * @description Answers in every status. The results of each kind of check are null until the workflow has run one, then a list
         *     with one item for each node that did. Addresses of images and videos are valid for an hour.
         */
        get: operations["getWorkflowDecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/session/{session_id}/update-status/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Approve, decline or resubmit a session by hand
         * @description Possible from `Approved`, `Declined`, `In Review`, `Kyc Expired`, `Abandoned` and `Resubmitted`. `Approved` on an
         *     approved session and `Declined` on a declined one change nothing: no review is added and no webhook is sent.
         *     `Resubmitted` names the nodes that the person has to pass again; if all of them are checks without the person
         *     (`AML`, `DATABASE_VALIDATION`, `IP_ANALYSIS`), they run at once, and the session returns to a decided status.
         */
        patch: operations["updateWorkflowStatus"];
        trace?: never;
    };
    "/v3/session/{session_id}/generate-pdf/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Download the report of a session
         * @description Available in `Approved`, `Declined`, `In Review` and `Kyc Expired`.
         */
        get: operations["generateWorkflowPdf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/sessions/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the sessions of the application
         * @description Newest first. Look for `vendor_data` here before you repeat a creation whose reply was lost. The vendor documents
         *     that the list is filtered and paged; the names of the parameters but `vendor_data` are not documented by the vendor.
         */
        get: operations["listWorkflowSessions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/session/{session_id}/delete/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a session
         * @description Removes the session with its results. Webhooks that are already on their way still arrive.
         */
        delete: operations["deleteWorkflowSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/sessions/delete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete several sessions
         * @description Removes the sessions with these numbers, or all of them.
         */
        post: operations["deleteWorkflowSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/sessions/{session_id}/reviews/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * List the reviews of a session
         * @description Newest first, those of `updateWorkflowStatus` included; the decision has the same reviews in its own shape. Later pages
         *     of the vendor put the list into pages.
         */
        get: operations["listSessionReviews"];
        put?: never;
        /**
         * Review a session by hand
         * @description Sets the status by the rules of `updateWorkflowStatus`: it is taken from the same six statuses, adds a review and sends a
         *     webhook. A status that the session has already is refused, as it would add nothing. Later pages of the vendor say that a
         *     review only leaves a note.
         */
        post: operations["createSessionReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/session/{session_id}/share/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Share a finished session with another application
         * @description Gives a token with which that application, and no other, imports a copy of the session. The session is `Approved`,
         *     `Declined` or `In Review`.
         */
        post: operations["shareSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/session/import-shared/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a session that another application has shared
         * @description Copies the session with its results into the caller's application, once. With `trust_review` the copy has the status of
         *     the original, otherwise it is `In Review`.
         */
        post: operations["importSharedSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/workflows/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the workflows of the application
         * @description Each item is one version, newest first. New sessions use the latest published version of their workflow. Earlier pages of
         *     the vendor have a bare list, without pages.
         */
        get: operations["listWorkflows"];
        put?: never;
        /**
         * Create a workflow
         * @description Its first version is published at once, unless `status` is `draft`. Send the features in the order of the checks. Each
         *     call creates another workflow. Settings of the vendor that have no effect here are ignored.
         */
        post: operations["createWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/workflows/{uuid}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a workflow, or of one of its versions.
                 * @example 00000000-0000-4000-8000-0000000000f1
                 */
                uuid: components["parameters"]["WorkflowUuid"];
            };
            cookie?: never;
        };
        /**
         * Read a workflow
         * @description The id of a workflow finds its latest published version, that of a version finds the version.
         */
        get: operations["getWorkflow"];
        put?: never;
        post?: never;
        /**
         * Remove a workflow
         * @description The id of a workflow removes all of its versions, that of a later version removes this version. Sessions stay as they are.
         */
        delete: operations["deleteWorkflow"];
        options?: never;
        head?: never;
        /**
         * Change a workflow, or publish a new version
         * @description Without `status` a published version is changed in place, and a draft is changed and published. `published` on a published
         *     version makes a new version of the workflow, with a `uuid` of its own; on a draft it publishes the draft. `draft` keeps a
         *     draft a draft, and is refused for a published version. Unfinished sessions of an earlier version are not used again.
         */
        patch: operations["updateWorkflow"];
        trace?: never;
    };
    "/v3/users/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the users of the application
         * @description Each `vendor_data` of a session of a workflow is a user, who is made by the first such session. Newest first.
         */
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/users/{vendor_data}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The application's own id of the user, as sessions have it; case counts. Any text but one with a slash is looked up.
                 * @example user-1
                 */
                vendor_data: components["parameters"]["VendorData"];
            };
            cookie?: never;
        };
        /**
         * Read a user
         * @description What the user's sessions have found, and what the application has added.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user
         * @description What is left out stays; `metadata` and the maps are replaced as a whole. Sends `user.status.updated` and
         *     `user.data.updated` to the destinations that name them, if something has changed.
         */
        patch: operations["updateUser"];
        trace?: never;
    };
    "/v3/users/delete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delete users
         * @description Users of both lists, or all of them; unknown ones are passed over. Their sessions stay, and the next session of the same
         *     `vendor_data` makes a new user.
         */
        post: operations["deleteUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/billing/balance/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the balance of the application
         * @description Answers also if the balance is too low for sessions. Amounts are texts.
         */
        get: operations["getBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhook/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the application's own webhook
         * @description The one URL that an application has besides its destinations. Not all members are documented by the vendor.
         */
        get: operations["getWebhookSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change the application's own webhook
         * @description `rotate_secret_key` draws a new secret at once. For 24 hours every delivery is signed by the former one as well.
         */
        patch: operations["updateWebhookSettings"];
        trace?: never;
    };
    "/v3/webhook/destinations/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhook destinations
         * @description All destinations of the application, oldest first.
         */
        get: operations["listWebhookDestinations"];
        put?: never;
        /**
         * Add a webhook destination
         * @description A URL is taken once for each application. Without `subscribed_events` nothing is sent there; an empty list and
         *     patterns are refused.
         */
        post: operations["createWebhookDestination"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhook/destinations/{uuid}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
            };
            cookie?: never;
        };
        /**
         * Read a webhook destination
         * @description The secret can be read at any time.
         */
        get: operations["getWebhookDestination"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook destination
         * @description Deliveries that are on their way are still tried.
         */
        delete: operations["deleteWebhookDestination"];
        options?: never;
        head?: never;
        /**
         * Change a webhook destination
         * @description What is left out stays. `rotate_secret_key` draws a new secret, as for the application's own webhook.
         */
        patch: operations["updateWebhookDestination"];
        trace?: never;
    };
    "/v3/webhook/destinations/{uuid}/deliveries/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
            };
            cookie?: never;
        };
        /**
         * List the deliveries to a destination
         * @description Newest first. Each attempt counts as one delivery; the first is listed before it was made.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v3/webhook/destinations/{uuid}/deliveries/{delivery_uuid}/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
                /**
                 * @description The id of the delivery.
                 * @example 55555555-6666-4777-8888-999999999999
                 */
                delivery_uuid: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        /**
         * Read a delivery with its request
         * @description The body is the text that was sent.
         */
        get: operations["getWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/scenarios/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the words that `sandbox_scenario` takes
         * @description The catalogue of the vendor's sandbox. Only the word `approve` has been seen; the others and the reply are not
         *     documented by the vendor.
         */
        get: operations["listSandboxScenarios"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/session/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a session of a workflow, version 2
         * @description As in version 3, which has taken its place.
         */
        post: operations["createSessionV2"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/session/{session_id}/decision/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Retrieve a session and its results, version 2
         * @description As in version 3, with one result of each kind of check instead of a list.
         */
        get: operations["getDecisionV2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v2/session/{session_id}/update-status/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Approve, decline or resubmit a session by hand, version 2
         * @description As in version 3.
         */
        patch: operations["updateStatusV2"];
        trace?: never;
    };
    "/v2/session/{session_id}/generate-pdf/": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        /**
         * Download the report of a session, version 2
         * @description As in version 3.
         */
        get: operations["generatePdfV2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    statusUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A verification session was created or changed its status
         * @description Sent to the application's webhook URL for verification sessions; data transfer sessions send none. Answer 2xx
         *     to acknowledge. A 404, a 5xx, no answer and a failed connection lead to two more attempts, one and five minutes
         *     after the first; each attempt is stamped and signed anew.
         *
         *     The key of every signature is the application's webhook secret, taken as UTF-8 bytes; signatures are
         *     HMAC-SHA256 in lower-case hex. Refuse an event whose timestamp is more than 300 seconds off.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The sender.
                     * @example DiditWebhook/2.0 +https://didit.me
                     */
                    "User-Agent": "DiditWebhook/2.0 +https://didit.me";
                    /**
                     * @description Time of sending in Unix seconds, equal to `timestamp` and `created_at` of the body.
                     * @example 1700000000
                     */
                    "X-Timestamp": components["schemas"]["UnixSeconds"];
                    /**
                     * @description Signs the exact bytes of the body, without the timestamp header.
                     * @example f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8
                     */
                    "X-Signature": components["schemas"]["Signature"];
                    /**
                     * @description Signs the body as canonical JSON: keys sorted at every level, no white space, whole numbers without
                     *     decimals, Unicode unescaped. It survives a proxy that formats the body anew.
                     * @example f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8
                     */
                    "X-Signature-V2": components["schemas"]["Signature"];
                    /**
                     * @description Signs `{timestamp}:{session_id}:{status}:{webhook_type}`, filled from the body.
                     * @example a9cf99e728d6184772ced0909e1735e85c2a06359aa4ffb42558db0aa239a77f
                     */
                    "X-Signature-Simple": components["schemas"]["Signature"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": components["schemas"]["StatusEvent"];
                };
            };
            responses: {
                /** @description Not received. Didit tries again. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Received. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not received. Didit tries again. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused. Didit does not try again and follows no redirect. */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    userStatusUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The status of a user changed
         * @description Sent to the webhook destinations that name `user.status.updated`, signed and repeated like `statusUpdated`; in the
         *     simple signature nothing stands in place of the session.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The sender.
                     * @example DiditWebhook/2.0 +https://didit.me
                     */
                    "User-Agent": "DiditWebhook/2.0 +https://didit.me";
                    /**
                     * @description Time of sending in Unix seconds, equal to `timestamp` and `created_at` of the body.
                     * @example 1700000000
                     */
                    "X-Timestamp": components["schemas"]["UnixSeconds"];
                    /**
                     * @description Signs the exact bytes of the body, without the timestamp header.
                     * @example f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8
                     */
                    "X-Signature": components["schemas"]["Signature"];
                    /**
                     * @description Signs the body as canonical JSON: keys sorted at every level, no white space, whole numbers without
                     *     decimals, Unicode unescaped. It survives a proxy that formats the body anew.
                     * @example f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8
                     */
                    "X-Signature-V2": components["schemas"]["Signature"];
                    /**
                     * @description Signs `{timestamp}:{session_id}:{status}:{webhook_type}`, filled from the body.
                     * @example a9cf99e728d6184772ced0909e1735e85c2a06359aa4ffb42558db0aa239a77f
                     */
                    "X-Signature-Simple": components["schemas"]["Signature"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "application_id": "00000000-0000-4000-8000-00000000000a",
                     *       "created_at": 1700000000,
                     *       "didit_internal_id": "88888888-9999-4aaa-8bbb-cccccccccccc",
                     *       "environment": "live",
                     *       "event_id": "99999999-aaaa-4bbb-8ccc-dddddddddddd",
                     *       "previous_status": "ACTIVE",
                     *       "status": "BLOCKED",
                     *       "timestamp": 1700000000,
                     *       "vendor_data": "user-1",
                     *       "webhook_type": "user.status.updated"
                     *     }
                     */
                    "application/json": components["schemas"]["UserStatusEvent"];
                };
            };
            responses: {
                /** @description Not received. Didit tries again. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Received. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not received. Didit tries again. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused. Didit does not try again and follows no redirect. */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    userDataUpdated: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What is known of a user changed
         * @description Sent to the webhook destinations that name `user.data.updated`, signed and repeated like `statusUpdated`; in the
         *     simple signature nothing stands in place of the session.
         */
        post: {
            parameters: {
                query?: never;
                header: {
                    /**
                     * @description The sender.
                     * @example DiditWebhook/2.0 +https://didit.me
                     */
                    "User-Agent": "DiditWebhook/2.0 +https://didit.me";
                    /**
                     * @description Time of sending in Unix seconds, equal to `timestamp` and `created_at` of the body.
                     * @example 1700000000
                     */
                    "X-Timestamp": components["schemas"]["UnixSeconds"];
                    /**
                     * @description Signs the exact bytes of the body, without the timestamp header.
                     * @example f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8
                     */
                    "X-Signature": components["schemas"]["Signature"];
                    /**
                     * @description Signs the body as canonical JSON: keys sorted at every level, no white space, whole numbers without
                     *     decimals, Unicode unescaped. It survives a proxy that formats the body anew.
                     * @example f247f3349fd6e9f0197092e59d15859a9229442b44126a9b59ebcd316848b3a8
                     */
                    "X-Signature-V2": components["schemas"]["Signature"];
                    /**
                     * @description Signs `{timestamp}:{session_id}:{status}:{webhook_type}`, filled from the body.
                     * @example a9cf99e728d6184772ced0909e1735e85c2a06359aa4ffb42558db0aa239a77f
                     */
                    "X-Signature-Simple": components["schemas"]["Signature"];
                };
                path?: never;
                cookie?: never;
            };
            requestBody: {
                content: {
                    /**
                     * @example {
                     *       "application_id": "00000000-0000-4000-8000-00000000000a",
                     *       "changed_fields": [
                     *         "display_name"
                     *       ],
                     *       "changes": {
                     *         "display_name": {
                     *           "previous": null,
                     *           "current": "Alice"
                     *         }
                     *       },
                     *       "created_at": 1700000000,
                     *       "didit_internal_id": "88888888-9999-4aaa-8bbb-cccccccccccc",
                     *       "environment": "live",
                     *       "event_id": "99999999-aaaa-4bbb-8ccc-dddddddddddd",
                     *       "status": "ACTIVE",
                     *       "timestamp": 1700000000,
                     *       "vendor_data": "user-1",
                     *       "webhook_type": "user.data.updated"
                     *     }
                     */
                    "application/json": components["schemas"]["UserDataEvent"];
                };
            };
            responses: {
                /** @description Not received. Didit tries again. */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Received. */
                "2XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Not received. Didit tries again. */
                "5XX": {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
                /** @description Refused. Didit does not try again and follows no redirect. */
                default: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content?: never;
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * Format: uuid
         * @description Lower-case hyphenated UUID.
         */
        SessionId: string;
        /** @description Opaque secret of one session, different from its id. */
        SessionToken: string;
        /** @description Counts the sessions of one application, separately for each product. */
        SessionNumber: number;
        /** @description Seconds since 1970 in UTC. */
        UnixSeconds: number;
        /**
         * Format: date-time
         * @description UTC, with milliseconds.
         */
        MillisecondTime: string;
        /**
         * Format: date-time
         * @description UTC, with microseconds.
         */
        MicrosecondTime: string;
        /** @description A page for people. Its markup is no contract. */
        HtmlPage: string;
        /** @description What went wrong, as one sentence. */
        Problem: {
            detail: string;
        };
        /** @description What went wrong, as one sentence, under two names. */
        DataProblem: {
            detail: string;
            /** @description The same sentence. */
            message: string;
        };
        /** @description Data transfer has the sentence under two names. */
        AnyProblem: components["schemas"]["Problem"] | components["schemas"]["DataProblem"];
        /**
         * @description What is wrong with each field. Complaints about the body as a whole are under `non_field_errors`. For a field
         *     that is an object, the complaints may be keyed by its members.
         */
        FieldErrors: {
            [key: string]: components["schemas"]["ErrorTexts"] | {
                [key: string]: components["schemas"]["ErrorTexts"];
            };
        };
        ErrorTexts: string[];
        /** @description Why a body was refused. The bare list is rare. */
        InvalidInput: components["schemas"]["Problem"] | components["schemas"]["FieldErrors"] | components["schemas"]["ErrorTexts"];
        /** @description Why a body of data transfer was refused. The bare list is rare. */
        DataInvalidInput: components["schemas"]["DataProblem"] | components["schemas"]["FieldErrors"] | components["schemas"]["ErrorTexts"];
        ClientTokenRequest: {
            /**
             * @description The only grant this operation offers.
             * @constant
             */
            grant_type: "client_credentials";
        };
        ClientToken: {
            /**
             * @description The issuer.
             * @constant
             */
            iss: "https://didit.me";
            /** @description When the token was issued. */
            iat: components["schemas"]["UnixSeconds"];
            /**
             * Format: uuid
             * @description The application.
             */
            sub: string;
            /** @description The client id that asked for the token. */
            client_id: string;
            /** @description The organization that owns the application. */
            organization_id: string;
            /** @description Life of the token in seconds, normally 86400. */
            expires_in: number;
            /** @description When the token ends, `iat` plus `expires_in`. At that second it is already refused. */
            exp: components["schemas"]["UnixSeconds"];
            /** @description The bearer token. It looks like a JWT; treat it as opaque. */
            access_token: string;
            /** @description Not documented by the vendor, and not sent here. */
            token_type?: string;
        };
        TokenRequestError: {
            /** @enum {string} */
            error: "invalid_request" | "unsupported_grant_type" | "unauthorized_client";
            /** @description The same for people. */
            error_description?: string;
        };
        TokenClientError: {
            /** @constant */
            error: "invalid_client";
            /** @description The same for people. */
            error_description?: string;
        };
        SessionRequest: {
            /**
             * @description The data asked for, as words separated by spaces. Words: `email`, `phone`, `picture` (or `pictures`),
             *     `names`, `user_id`, `is_verified`, `is_over_18`, `is_over_21`, `preferences`, `gender`, `birthdate`,
             *     `document_detail`, `address`, `bank_account`, `instagram_account`, `x_account`, `tiktok_account`. Another
             *     word is an error. May be left out only if the application has a default scope.
             */
            scope?: string;
            /** @description Anything that helps the caller to recognise the session, usually its own id of the user. */
            vendor_data?: string | null;
        };
        Session: {
            session_id: components["schemas"]["SessionId"];
            session_token: components["schemas"]["SessionToken"];
            /**
             * Format: uri
             * @description Address of the consent page. It ends in the session token.
             */
            url: string;
        };
        SessionStatus: {
            session_id: components["schemas"]["SessionId"];
            /**
             * @description The last three are final.
             * @enum {string}
             */
            status: "initialized" | "retrieved" | "confirmed" | "declined" | "expired";
        };
        SessionDecision: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * @description `Cancelled` is what the status operation calls `declined`. The vendor documents `Confirmed` and `Cancelled`
             *     only.
             * @enum {string}
             */
            status: "Initialized" | "Retrieved" | "Confirmed" | "Cancelled" | "Expired";
            /** @description As given at creation; null if nothing was given. */
            vendor_data: string | null;
            /** @description The words asked for, as written; after confirmation only those the person approved. */
            scope: string;
            /**
             * @description The shared data; null until the person has confirmed. That it is null until then is not documented by the
             *     vendor.
             */
            user_data: components["schemas"]["UserData"] | null;
            created_at: components["schemas"]["MillisecondTime"];
        };
        /** @description Only `sub` is sure. A member is absent if its scope was not approved or the person has no such data. */
        UserData: {
            /** @description Names the person. The same in every session of one application, different in another application. */
            sub: string;
            email?: components["schemas"]["UserEmail"];
            phone?: components["schemas"]["UserPhone"];
            /**
             * Format: uri
             * @description Temporary address of the portrait, for the scope `picture` or `pictures`.
             */
            picture?: string;
            names?: components["schemas"]["UserNames"];
            /** @description Equal to `sub`. The value is not documented by the vendor. */
            user_id?: string;
            /** @description Whether the person has verified their identity. */
            is_verified?: boolean;
            is_over_18?: boolean;
            is_over_21?: boolean;
            preferences?: components["schemas"]["UserPreferences"];
            gender?: components["schemas"]["UserGender"];
            birthdate?: components["schemas"]["UserBirthdate"];
            document_detail?: components["schemas"]["UserDocumentDetail"];
            address?: components["schemas"]["UserAddress"];
            bank_account?: components["schemas"]["UserBankAccount"];
            instagram_account?: components["schemas"]["UserSocialAccount"];
            x_account?: components["schemas"]["UserSocialAccount"];
            tiktok_account?: components["schemas"]["UserSocialAccount"];
        };
        UserEmail: {
            /** Format: email */
            email: string;
            is_verified: boolean;
            /** @description False if the person chose to share another address than their main one. */
            is_primary: boolean;
        };
        UserPhone: {
            /** @description E.164. */
            phone_number: string;
            is_verified: boolean;
            /** @description False if the person chose to share another number than their main one. */
            is_primary: boolean;
        };
        UserNames: {
            first_name: string;
            family_name: string;
            full_name: string;
            is_verified: boolean;
        };
        /** @description The member names are not documented by the vendor. */
        UserPreferences: {
            language: string;
            currency: string;
            time_zone: string;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserGender: {
            gender?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserBirthdate: {
            /** Format: date */
            birthdate?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserDocumentDetail: {
            document_type?: string;
            document_number?: string;
            /** @description ISO 3166-1 alpha-3. */
            issuing_state?: string;
            /** Format: date */
            expiration_date?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserAddress: {
            street?: string;
            city?: string;
            postal_code?: string;
            country?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserBankAccount: {
            iban?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        /** @description Members are not documented by the vendor; there may be others. */
        UserSocialAccount: {
            username?: string;
            is_verified: boolean;
        } & {
            [key: string]: unknown;
        };
        SessionInformation: {
            session_id: components["schemas"]["SessionId"];
            /** @constant */
            status: "retrieved";
            /** @description The words asked for. */
            scope: string;
            /** @description Who is asking. */
            application: {
                client_id: string;
                name: string;
            };
            /** @description Until when the person can answer. */
            expires_at: components["schemas"]["MillisecondTime"];
        };
        SessionUpdateRequest: {
            /**
             * @description The person's answer; `confirmed` if absent.
             * @enum {string}
             */
            status?: "confirmed" | "declined";
            /** @description The approved words, separated by spaces, out of those asked for; all of them if absent. */
            scope?: string;
            /** @description Which value to share where the person has several; the main one if absent. */
            selection?: {
                /** @description One of the person's e-mail addresses. */
                email?: string;
                /** @description One of the person's phone numbers in E.164. */
                phone?: string;
            };
        };
        SessionUpdate: {
            session_id: components["schemas"]["SessionId"];
            /** @enum {string} */
            status: "confirmed" | "declined";
        };
        /**
         * @description Where a verification stands. Spaces and capitals matter.
         * @enum {string}
         */
        VerificationStatus: "Not Started" | "In Progress" | "In Review" | "Approved" | "Declined" | "Abandoned" | "Expired" | "Kyc Expired";
        /**
         * @description The checks to run: document (`OCR`), its chip (`NFC`), sanction and watch lists (`AML`), liveness and likeness
         *     (`FACE`).
         * @enum {string}
         */
        Features: "OCR" | "OCR + NFC" | "OCR + AML" | "OCR + NFC + AML" | "OCR + FACE" | "OCR + NFC + FACE" | "OCR + FACE + AML" | "OCR + NFC + FACE + AML";
        /** @description Result of one check, such as `Approved`. The words are not listed by the vendor. */
        CheckStatus: string;
        VerificationSessionRequest: {
            /**
             * @description Where the hosted page leads at its end. If absent, it ends without leading anywhere. Letters beyond ASCII may
             *     stand in it as they are.
             */
            callback?: string;
            /** @description The checks to run; the application's own choice if absent. */
            features?: components["schemas"]["Features"];
            /** @description Anything that helps the caller to recognise the session, usually its own id of the user. */
            vendor_data?: string | null;
        };
        /** @description The vendor documents the required members; the others are not documented for this version. */
        VerificationSession: {
            session_id: components["schemas"]["SessionId"];
            session_number?: components["schemas"]["SessionNumber"];
            session_token: components["schemas"]["SessionToken"];
            /**
             * Format: uri
             * @description Address of the hosted page. It ends in the session token.
             */
            url: string;
            /** @constant */
            status?: "Not Started";
            /** @description As given; null if nothing was given. */
            vendor_data?: string | null;
            /** @description As given; null if nothing was given. */
            callback?: string | null;
            features?: components["schemas"]["Features"];
        };
        /**
         * @description What the hosted page tells the page around it, whatever the origin of that. Only `type` says which members `data`
         *     has.
         */
        PageMessage: {
            /**
             * @description `ready` and `started` when the page is opened, `status_updated` and `completed` when the checks are done,
             *     `cancelled` when the person gave up, `close_request` when the person wants the frame to be closed, `error`
             *     for a session that ended without an outcome.
             * @enum {string}
             */
            type: "didit:ready" | "didit:started" | "didit:status_updated" | "didit:completed" | "didit:cancelled" | "didit:close_request" | "didit:error";
            data: {
                sessionId?: components["schemas"]["SessionId"];
                status?: components["schemas"]["PageStatus"];
                /**
                 * @description The last check in which the person took part.
                 * @enum {string}
                 */
                step?: "document_front" | "face" | "poa" | "questionnaire" | "email" | "phone";
                /** @description What went wrong, for people. */
                error?: string;
            };
            /** @description Milliseconds since 1970, by the browser's clock. */
            timestamp: number;
        };
        /**
         * @description The outcome as the hosted page names it; `In Review` is `Pending` here, and so is a cancellation.
         * @enum {string}
         */
        PageStatus: "Approved" | "Pending" | "Declined";
        VerificationStatusUpdateRequest: {
            /** @enum {string} */
            new_status: "Approved" | "Declined";
            /** @description Why; kept in the review. */
            comment?: string;
        };
        VerificationStatusUpdate: {
            session_id: components["schemas"]["SessionId"];
        };
        VerificationDecision: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * Format: uri
             * @description Address of the hosted page, as at creation.
             */
            session_url: string;
            status: components["schemas"]["VerificationStatus"];
            /** @description As given at creation; null if nothing was given. */
            vendor_data: string | null;
            /** @description As given at creation; null if nothing was given. */
            callback: string | null;
            features: components["schemas"]["Features"];
            /** @description What the document says; null until it was read. */
            kyc: components["schemas"]["Kyc"] | null;
            /** @description What the lists say; null until they were searched, or if `features` lacks `AML`. */
            aml: components["schemas"]["Aml"] | null;
            /** @description What the camera says; null until the face was checked, or if `features` lacks `FACE`. */
            face: components["schemas"]["Face"] | null;
            /** @description Where the person opened the page; null until then. */
            location: components["schemas"]["Location"] | null;
            warnings: components["schemas"]["Warning"][];
            /** @description Always null. */
            user_href: null;
            /** @description Decisions by people and by API clients, newest first. */
            reviews: components["schemas"]["Review"][];
            /** @description Addresses of further images. */
            extra_images: string[];
            created_at: components["schemas"]["MicrosecondTime"];
        };
        /** @description The document. A member is null if the document does not tell it. */
        Kyc: {
            status: components["schemas"]["CheckStatus"];
            ocr_status: components["schemas"]["CheckStatus"];
            epassport_status: components["schemas"]["CheckStatus"];
            document_type: string | null;
            document_number: string | null;
            personal_number: string | null;
            portrait_image: components["schemas"]["MediaUrl"];
            front_image: components["schemas"]["MediaUrl"];
            front_video: components["schemas"]["MediaUrl"];
            back_image: components["schemas"]["MediaUrl"];
            back_video: components["schemas"]["MediaUrl"];
            full_front_image: components["schemas"]["MediaUrl"];
            full_back_image: components["schemas"]["MediaUrl"];
            /** Format: date */
            date_of_birth: string | null;
            /** Format: date */
            expiration_date: string | null;
            /** Format: date */
            date_of_issue: string | null;
            /** @description ISO 3166-1 alpha-3. */
            issuing_state: string | null;
            issuing_state_name: string | null;
            first_name: string | null;
            last_name: string | null;
            full_name: string | null;
            /** @enum {string|null} */
            gender: "M" | "F" | null;
            /** @description As printed. */
            address: string | null;
            formatted_address: string | null;
            /** @description Whether the chip was read and is genuine. */
            is_nfc_verified: boolean | null;
            /** @description The address in parts, which the vendor does not list. */
            parsed_address: {
                [key: string]: unknown;
            } | null;
            place_of_birth: string | null;
            marital_status: string | null;
            nationality: string | null;
            created_at: components["schemas"]["MicrosecondTime"] | null;
        };
        /**
         * Format: uri
         * @description Temporary address of an image or video; null if there is none.
         */
        MediaUrl: string | null;
        Aml: {
            status: components["schemas"]["CheckStatus"];
            total_hits: number;
            score: number;
            hits: components["schemas"]["AmlHit"][];
        };
        /** @description One person on a list who resembles the verified one. */
        AmlHit: {
            id: string;
            match: boolean;
            /** @description Likeness from 0 to 1, unlike the score of the whole check. */
            score: number;
            /** @description Whether this person is themselves the subject of a list. */
            target: boolean;
            caption: string;
            datasets: components["schemas"]["Strings"];
            /** @description Contribution of each compared trait to the score. */
            features: {
                [key: string]: number;
            };
            last_seen: components["schemas"]["ZonelessTime"];
            first_seen: components["schemas"]["ZonelessTime"];
            last_change: components["schemas"]["ZonelessTime"];
            /** @description What the list says about the person. What it does not say is absent. */
            properties: {
                name?: components["schemas"]["Strings"];
                alias?: components["schemas"]["Strings"];
                notes?: components["schemas"]["Strings"];
                gender?: components["schemas"]["Strings"];
                topics?: components["schemas"]["Strings"];
                position?: components["schemas"]["Strings"];
            };
        };
        Strings: string[];
        /** @description Date and time without a zone. */
        ZonelessTime: string;
        Face: {
            status: components["schemas"]["CheckStatus"];
            face_match_status: components["schemas"]["CheckStatus"];
            liveness_status: components["schemas"]["CheckStatus"];
            face_match_similarity: components["schemas"]["Percentage"];
            liveness_confidence: components["schemas"]["Percentage"];
            /** Format: uri */
            source_image: string;
            /** Format: uri */
            target_image: string;
            /** Format: uri */
            video_url: string;
            /** @description Years. */
            age_estimation?: number;
            gender_estimation?: {
                male: components["schemas"]["Percentage"];
                female: components["schemas"]["Percentage"];
            };
        };
        /** @description From 0 to 100. */
        Percentage: number;
        /** @description The person's device and internet address. */
        Location: {
            device_brand: string | null;
            device_model: string | null;
            browser_family: string;
            os_family: string;
            /** @description Such as `mobile` or `desktop`. */
            platform: string;
            ip_country: string;
            /** @description ISO 3166-1 alpha-2. */
            ip_country_code: string;
            ip_state: string;
            ip_city: string;
            latitude: components["schemas"]["Latitude"];
            longitude: components["schemas"]["Longitude"];
            ip_address: string;
            isp: string | null;
            organization: string | null;
            is_vpn_or_tor: boolean;
            is_data_center: boolean;
            /** @description IANA name. */
            time_zone: string;
            /** @description Such as `+0100`. */
            time_zone_offset: string;
            status: components["schemas"]["CheckStatus"];
            /** @description The address of the document on the map; null if it has none. */
            document_location: components["schemas"]["Coordinates"] | null;
            ip_location: components["schemas"]["Coordinates"];
            /** @description Null if `document_location` is null. */
            distance_from_document_to_ip_km: components["schemas"]["Distance"] | null;
        };
        /** @description Degrees, north positive. */
        Latitude: number;
        /** @description Degrees, east positive. */
        Longitude: number;
        Coordinates: {
            latitude: components["schemas"]["Latitude"];
            longitude: components["schemas"]["Longitude"];
        };
        Distance: {
            /** @description Kilometres. */
            distance: number;
            /** @description Compass point, such as `NE`. */
            direction: string;
        };
        /** @description Something a check noticed. */
        Warning: {
            /** @description The check, such as `AML`. */
            feature: string;
            /** @description Name of the risk in upper case, such as `POSSIBLE_MATCH_FOUND`. */
            risk: string;
            /** @description Details, depending on the risk. */
            additional_data: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            log_type: "information" | "warning" | "error";
            short_description: string;
            long_description: string;
        };
        Review: {
            /** @description Who decided; `API Client` for decisions through this API. */
            user: string;
            new_status: components["schemas"]["VerificationStatus"];
            comment: string | null;
            created_at: components["schemas"]["MicrosecondTime"];
        };
        /** @description What went wrong, as one sentence, and for some refusals a word for programs. */
        KeyProblem: {
            detail: string;
            /** @description Such as `application_deleted` or `contract_billing_suspended`. */
            code?: string;
        };
        /**
         * @description Why a request was refused. What is wrong with a field is a list of texts, the same by the field's own members, or
         *     rarely a bare text.
         */
        WorkflowInvalidInput: components["schemas"]["KeyProblem"] | {
            [key: string]: components["schemas"]["ErrorTexts"] | string | {
                [key: string]: components["schemas"]["ErrorTexts"];
            };
        };
        /**
         * @description Where a session stands. Spaces and capitals matter.
         * @enum {string}
         */
        WorkflowStatus: "Not Started" | "In Progress" | "Awaiting User" | "In Review" | "Approved" | "Declined" | "Resubmitted" | "Abandoned" | "Expired" | "Kyc Expired";
        /**
         * @description A kind of check that a workflow runs.
         * @enum {string}
         */
        WorkflowFeature: "ID_VERIFICATION" | "NFC" | "LIVENESS" | "FACE_MATCH" | "POA" | "QUESTIONNAIRE" | "EMAIL_VERIFICATION" | "PHONE" | "DATABASE_VALIDATION" | "AML" | "IP_ANALYSIS";
        /** @description Anything the caller wants back. A text that holds a JSON object comes back as that object. */
        SessionMetadata: {
            [key: string]: unknown;
        } | string | null;
        /** @description How the person is reached. What was not given is absent. */
        ContactDetails: {
            /** Format: email */
            email?: string;
            phone?: string;
            send_notification_emails?: boolean;
            email_lang?: string;
        } & {
            [key: string]: unknown;
        };
        /** @description What the caller knows of the person. What was not given is absent. */
        ExpectedDetails: {
            first_name?: string;
            last_name?: string;
            /** Format: date */
            date_of_birth?: string;
            /** @enum {string} */
            gender?: "M" | "F";
            nationality?: string;
            id_country?: string;
            poa_country?: string;
            address?: string;
            identification_number?: string;
            ip_address?: string;
            /** @description In any case; repeated ones count once. */
            expected_document_types?: string[];
        } & {
            [key: string]: unknown;
        };
        WorkflowSessionRequest: {
            /**
             * Format: uuid
             * @description The workflow, which says what is checked.
             */
            workflow_id: string;
            /** @description The caller's own id of the person. It also finds an unfinished session again. */
            vendor_data?: string | null;
            /** @description Where the hosted page leads at its end. */
            callback?: string | null;
            /**
             * @description Which device is led there.
             * @enum {string}
             */
            callback_method?: "initiator" | "completer" | "both";
            metadata?: components["schemas"]["SessionMetadata"];
            /** @description The language of the hosted page. */
            language?: string;
            contact_details?: components["schemas"]["ContactDetails"];
            expected_details?: components["schemas"]["ExpectedDetails"];
            /** @description A portrait to compare the face with, in Base64, of 1 MB at most. */
            portrait_image?: string;
            /** @description How the session ends, in applications of the sandbox; one of the words of `listSandboxScenarios`. */
            sandbox_scenario?: string;
        };
        WorkflowSession: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /** @description Opaque secret of the session; null for a key that may not write sessions. */
            session_token: string | null;
            /**
             * Format: uri
             * @description Address of the hosted page. It ends in the session token.
             */
            url: string | null;
            status: components["schemas"]["WorkflowStatus"];
            /** Format: uuid */
            workflow_id: string;
            /** @description As given; null if nothing was given. */
            vendor_data: string | null;
            metadata: components["schemas"]["SessionMetadata"];
            /** @description As given; null if nothing was given. */
            callback: string | null;
        };
        WorkflowSessionPage: {
            /** @description How many sessions the filters find. */
            count: number;
            /**
             * Format: uri
             * @description Address of the next page; null on the last one.
             */
            next: string | null;
            /**
             * Format: uri
             * @description Address of the page before; null on the first one.
             */
            previous: string | null;
            results: components["schemas"]["WorkflowSessionSummary"][];
        };
        /** @description A session without its results. Its members are not documented by the vendor. */
        WorkflowSessionSummary: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * Format: uri
             * @description Address of the hosted page; null for a key that may not write sessions.
             */
            session_url: string | null;
            status: components["schemas"]["WorkflowStatus"];
            environment: components["schemas"]["Environment"];
            /** Format: uuid */
            workflow_id: string;
            features: components["schemas"]["WorkflowFeature"][];
            vendor_data: string | null;
            metadata: components["schemas"]["SessionMetadata"];
            callback: string | null;
            created_at: components["schemas"]["SecondTime"];
        };
        /**
         * @description Whether the application is one of the sandbox.
         * @enum {string}
         */
        Environment: "live" | "sandbox";
        /**
         * Format: date-time
         * @description UTC, with seconds.
         */
        SecondTime: string;
        WorkflowSessionsDeletion: {
            session_numbers?: number[];
            delete_all?: boolean;
        };
        NodeToResubmit: {
            node_id: string;
            feature: components["schemas"]["WorkflowFeature"];
        };
        WorkflowStatusUpdateRequest: {
            /** @enum {string} */
            new_status: "Approved" | "Declined" | "Resubmitted";
            /** @description Why; kept in the review. */
            comment?: string;
            /** @description Required with `Resubmitted`. */
            nodes_to_resubmit?: components["schemas"]["NodeToResubmit"][];
            /** @description Whether the person gets an e-mail. */
            send_email?: boolean;
            /**
             * Format: email
             * @description Required with `send_email`.
             */
            email_address?: string;
            email_language?: string;
        };
        WorkflowStatusUpdate: {
            session_id: components["schemas"]["SessionId"];
        };
        WorkflowDecision: {
            /** @description Only of an imported session; the id of the original. */
            shared_from_session?: components["schemas"]["SessionId"];
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * Format: uri
             * @description Address of the hosted page; null for a key that may not write sessions.
             */
            session_url: string | null;
            status: components["schemas"]["WorkflowStatus"];
            environment: components["schemas"]["Environment"];
            /** Format: uuid */
            workflow_id: string;
            features: components["schemas"]["WorkflowFeature"][];
            vendor_data: string | null;
            metadata: components["schemas"]["SessionMetadata"];
            callback: string | null;
            created_at: components["schemas"]["SecondTime"];
            /** @enum {string} */
            session_kind: "user" | "business";
            expected_details: components["schemas"]["ExpectedOrNull"];
            contact_details: components["schemas"]["ContactOrNull"];
            id_verifications: components["schemas"]["IdVerification"][] | null;
            nfc_verifications: components["schemas"]["NfcVerification"][] | null;
            liveness_checks: components["schemas"]["LivenessCheck"][] | null;
            face_matches: components["schemas"]["FaceMatch"][] | null;
            poa_verifications: components["schemas"]["PoaVerification"][] | null;
            document_ai_documents: components["schemas"]["NodeReport"][] | null;
            phone_verifications: components["schemas"]["PhoneVerification"][] | null;
            email_verifications: components["schemas"]["EmailVerification"][] | null;
            aml_screenings: components["schemas"]["AmlScreening"][] | null;
            ip_analyses: components["schemas"]["IpAnalysis"][] | null;
            database_validations: components["schemas"]["NodeReport"][] | null;
            questionnaire_responses: components["schemas"]["NodeReport"][] | null;
            /** @description Decisions by people and by API clients, newest first. */
            reviews: components["schemas"]["WorkflowReview"][];
        };
        /** @description The names of the blocks are those that clients read; the rest is taken over from version 3. */
        DecisionV2: {
            session_id: components["schemas"]["SessionId"];
            session_number: components["schemas"]["SessionNumber"];
            /**
             * Format: uri
             * @description Address of the hosted page; null for a key that may not write sessions.
             */
            session_url: string | null;
            status: components["schemas"]["WorkflowStatus"];
            environment: components["schemas"]["Environment"];
            /** Format: uuid */
            workflow_id: string;
            features: components["schemas"]["WorkflowFeature"][];
            vendor_data: string | null;
            metadata: components["schemas"]["SessionMetadata"];
            callback: string | null;
            created_at: components["schemas"]["SecondTime"];
            expected_details: components["schemas"]["ExpectedOrNull"];
            contact_details: components["schemas"]["ContactOrNull"];
            id_verification: components["schemas"]["SingleResult"];
            nfc: components["schemas"]["SingleResult"];
            liveness: components["schemas"]["SingleResult"];
            face_match: components["schemas"]["SingleResult"];
            phone: components["schemas"]["SingleResult"];
            email: components["schemas"]["SingleResult"];
            poa: components["schemas"]["SingleResult"];
            aml: components["schemas"]["SingleResult"];
            ip_analysis: components["schemas"]["SingleResult"];
            database_validation: components["schemas"]["SingleResult"];
            questionnaire: components["schemas"]["SingleResult"];
            /** @description Decisions by people and by API clients, newest first. */
            reviews: components["schemas"]["WorkflowReview"][];
        };
        /** @description The first item of the list in version 3; null until the check was run. */
        SingleResult: ({
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
        } & {
            [key: string]: unknown;
        }) | null;
        /** @description As given; null if nothing was given. */
        ExpectedOrNull: components["schemas"]["ExpectedDetails"] | null;
        /** @description As given; null if nothing was given. */
        ContactOrNull: components["schemas"]["ContactDetails"] | null;
        WorkflowReview: {
            /** @description Who decided; `API Client` for decisions through this API. */
            user: string;
            new_status: components["schemas"]["WorkflowStatus"];
            comment: string | null;
            created_at: components["schemas"]["SecondTime"];
        };
        /** @description One review of a session, as the list of reviews has it. */
        SessionReview: {
            id: components["schemas"]["SessionId"];
            /** @description What was done. The vendor does not list the words. */
            action: string;
            old_status: components["schemas"]["WorkflowStatus"];
            new_status: components["schemas"]["WorkflowStatus"];
            /** @description The comment; null if there was none. */
            note: string | null;
            created_at: components["schemas"]["SecondTime"];
        };
        SessionReviewRequest: {
            /** @enum {string} */
            new_status: "Approved" | "Declined" | "In Review";
            /** @description Why; kept as the note of the review. */
            comment?: string;
        };
        SessionShareRequest: {
            /**
             * Format: uuid
             * @description The application that may import the session.
             */
            for_application_id: string;
            /** @description How long the token is valid; 3600 if absent. */
            ttl_in_seconds?: number;
        };
        SessionShare: {
            /** @description A JWT, opaque to clients. */
            share_token: string;
            /** Format: uuid */
            for_application_id: string;
            /** @enum {string} */
            session_kind: "user" | "business";
        };
        SharedSessionImport: {
            share_token: string;
            /** @description Whether the copy keeps the status of the original. */
            trust_review: boolean;
            /**
             * Format: uuid
             * @description A workflow of the caller's application, to which the copy belongs.
             */
            workflow_id: string;
            /** @description The caller's own id of the person; that of the original if absent. */
            vendor_data?: string;
        };
        /**
         * @description A kind of check, as workflows name it.
         * @enum {string}
         */
        FeatureName: "OCR" | "NFC" | "LIVENESS" | "FACE_MATCH" | "PROOF_OF_ADDRESS" | "QUESTIONNAIRE" | "EMAIL_VERIFICATION" | "PHONE_VERIFICATION" | "DATABASE_VALIDATION" | "AML" | "IP_ANALYSIS";
        /** @description The checks in their order. What `config` says has no effect here. */
        WorkflowFeatures: {
            feature: components["schemas"]["FeatureName"];
            config?: {
                [key: string]: unknown;
            } | null;
        }[];
        /** @enum {string} */
        VersionStatus: "draft" | "published";
        NewWorkflow: {
            workflow_label: string;
            /**
             * @description Only `kyc` is built.
             * @enum {string}
             */
            workflow_type?: "kyc";
            features: components["schemas"]["WorkflowFeatures"];
            is_default?: boolean;
            status?: components["schemas"]["VersionStatus"];
        };
        WorkflowUpdate: {
            workflow_label?: string;
            features?: components["schemas"]["WorkflowFeatures"];
            is_default?: boolean;
            status?: components["schemas"]["VersionStatus"];
        };
        /** @description One version of a workflow. Prices, address and settings of the vendor's are not part of it. */
        WorkflowVersion: {
            /** @description The id of this version; of the first one it is that of the workflow. */
            uuid: components["schemas"]["SessionId"];
            /** @description The id of the workflow, which sessions name. */
            workflow_id: components["schemas"]["SessionId"];
            workflow_label: string;
            workflow_type: string;
            version: number;
            status: components["schemas"]["VersionStatus"];
            is_default: boolean;
            is_archived: boolean;
            is_simple_workflow: boolean;
            /** @description The checks in their order, joined by ` + `. Earlier pages of the vendor have a list. */
            features: string;
            /** @description Whether a version of the workflow is a draft. */
            has_draft: boolean;
            updated_at: components["schemas"]["SecondTime"];
        };
        WorkflowPage: {
            count: components["schemas"]["ItemCount"];
            next: components["schemas"]["PageLink"];
            previous: components["schemas"]["PageLink"];
            results: components["schemas"]["WorkflowVersion"][];
        };
        /** @description How many items there are on all pages. */
        ItemCount: number;
        /**
         * Format: uri
         * @description Address of the next or previous page; null where there is none.
         */
        PageLink: string | null;
        /**
         * @description How the application regards a user. It has no effect on sessions here.
         * @enum {string}
         */
        UserStatus: "ACTIVE" | "FLAGGED" | "BLOCKED";
        TextOrNull: string | null;
        /**
         * Format: date-time
         * @description UTC, with seconds.
         */
        TimeOrNull: string | null;
        Flags: {
            [key: string]: boolean;
        };
        Counts: {
            [key: string]: number;
        };
        /** @description A user of the application. Portrait, tags and comments of the vendor's are not part of it. */
        VendorUser: {
            didit_internal_id: components["schemas"]["SessionId"];
            vendor_data: string;
            display_name: components["schemas"]["TextOrNull"];
            /** @description That of the first approved document, unless another was given. */
            full_name: components["schemas"]["TextOrNull"];
            date_of_birth: components["schemas"]["TextOrNull"];
            /** @description The name for display, else the full one. */
            effective_name: components["schemas"]["TextOrNull"];
            status: components["schemas"]["UserStatus"];
            metadata: {
                [key: string]: unknown;
            } | null;
            session_count: components["schemas"]["ItemCount"];
            approved_count: components["schemas"]["ItemCount"];
            declined_count: components["schemas"]["ItemCount"];
            in_review_count: components["schemas"]["ItemCount"];
            /** @description How often documents of each state were approved. */
            issuing_states: components["schemas"]["Counts"];
            approved_emails: components["schemas"]["Flags"];
            approved_phones: components["schemas"]["Flags"];
            /** @description The last result of each kind of check. */
            features: {
                [key: string]: string;
            };
            features_list: {
                feature: string;
                status: string;
            }[];
            first_session_at: components["schemas"]["TimeOrNull"];
            last_session_at: components["schemas"]["TimeOrNull"];
            created_at: components["schemas"]["SecondTime"];
            updated_at: components["schemas"]["SecondTime"];
        };
        UserPage: {
            count: components["schemas"]["ItemCount"];
            next: components["schemas"]["PageLink"];
            previous: components["schemas"]["PageLink"];
            results: components["schemas"]["VendorUser"][];
        };
        UserUpdate: {
            full_name?: string | null;
            display_name?: components["schemas"]["TextOrNull"];
            /** Format: date */
            date_of_birth?: string | null;
            status?: components["schemas"]["UserStatus"];
            metadata?: {
                [key: string]: unknown;
            } | null;
            approved_emails?: components["schemas"]["Flags"];
            approved_phones?: components["schemas"]["Flags"];
            issuing_states?: components["schemas"]["Counts"];
        };
        UsersDeletion: {
            vendor_data_list?: string[];
            didit_internal_id_list?: string[];
            delete_all?: boolean;
        };
        UsersDeleted: {
            deleted: components["schemas"]["ItemCount"];
        };
        Balance: {
            balance: string;
            auto_refill_enabled: boolean;
            auto_refill_amount: string | null;
            auto_refill_threshold: string | null;
        };
        /** @description The node of the workflow that ran the check, such as `feature_ocr`. */
        NodeId: string;
        NodeWarnings: components["schemas"]["NodeWarning"][];
        /** @description Something a check noticed. */
        NodeWarning: {
            risk: string;
            additional_data: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            log_type: "information" | "warning" | "error";
            short_description: string;
            long_description: string;
        } & {
            [key: string]: unknown;
        };
        /** @description The result of one check. The vendor's further members are not listed here. */
        NodeReport: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
        } & {
            [key: string]: unknown;
        };
        /** @description What a document says. A member is null if the document does not tell it. */
        IdVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            /** @description Such as `Passport` or `Identity Card`. */
            document_type: string | null;
            document_number: string | null;
            personal_number: string | null;
            first_name: string | null;
            last_name: string | null;
            full_name: string | null;
            /** Format: date */
            date_of_birth: string | null;
            /** @description Years. */
            age: number | null;
            /** Format: date */
            date_of_issue: string | null;
            /** Format: date */
            expiration_date: string | null;
            /** @description ISO 3166-1 alpha-3, but for some documents of states of the USA. */
            issuing_state: string | null;
            issuing_state_name: string | null;
            nationality: string | null;
            gender: string | null;
            marital_status: string | null;
            place_of_birth: string | null;
            address: string | null;
            formatted_address: string | null;
            /** @description The address in parts. */
            parsed_address: {
                [key: string]: unknown;
            } | null;
            portrait_image: components["schemas"]["MediaUrl"];
            front_image: components["schemas"]["MediaUrl"];
            back_image: components["schemas"]["MediaUrl"];
            front_video: components["schemas"]["MediaUrl"];
            back_video: components["schemas"]["MediaUrl"];
            full_front_image: components["schemas"]["MediaUrl"];
            full_back_image: components["schemas"]["MediaUrl"];
            front_image_camera_front: components["schemas"]["MediaUrl"];
            back_image_camera_front: components["schemas"]["MediaUrl"];
            front_image_camera_front_face_match_score: number | null;
            back_image_camera_front_face_match_score: number | null;
            front_image_quality_score: components["schemas"]["ImageQuality"];
            back_image_quality_score: components["schemas"]["ImageQuality"];
            extra_fields: {
                [key: string]: unknown;
            };
            extra_files: components["schemas"]["MediaUrl"][];
            matches: {
                [key: string]: unknown;
            }[];
        };
        ImageQuality: {
            overall_score: number;
            focus_score: number;
            brightness_score: number;
            brightness_issue: string | null;
            resolution_score: number;
            is_document_fully_visible: boolean;
        } | null;
        /** @description What the chip of a document says. Its members are not documented by the vendor. */
        NfcVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            portrait_image: components["schemas"]["MediaUrl"];
            is_authentic: boolean;
        } & {
            [key: string]: unknown;
        };
        LivenessCheck: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            /** @enum {string} */
            method: "PASSIVE" | "ACTIVE_3D" | "FLASHING";
            score: components["schemas"]["Percentage"];
            age_estimation: number | null;
            face_quality: number | null;
            face_luminance: number | null;
            reference_image: components["schemas"]["MediaUrl"];
            video_url: components["schemas"]["MediaUrl"];
            matches: {
                [key: string]: unknown;
            }[];
        };
        FaceMatch: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            score: components["schemas"]["Percentage"];
            source_image: components["schemas"]["MediaUrl"];
            target_image: components["schemas"]["MediaUrl"];
            source_image_session_id: string | null;
        };
        /** @description A proof of address. The vendor's further members are not listed here. */
        PoaVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            document_file: components["schemas"]["MediaUrl"];
            poa_address: string | null;
        } & {
            [key: string]: unknown;
        };
        LifecycleStep: {
            type: string;
            /** Format: date-time */
            timestamp: string;
            details: {
                [key: string]: unknown;
            } | null;
            fee: number;
        };
        PhoneVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            phone_number_prefix: string;
            phone_number: string;
            full_number: string;
            country_code: string;
            country_name: string;
            carrier: {
                name: string;
                type: string;
            };
            is_disposable: boolean;
            is_virtual: boolean;
            verification_method: string;
            verification_attempts: number;
            /** Format: date-time */
            verified_at: string | null;
            lifecycle: components["schemas"]["LifecycleStep"][];
        };
        EmailVerification: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            email: string;
            is_breached: boolean;
            breaches: {
                [key: string]: unknown;
            }[];
            is_disposable: boolean;
            is_undeliverable: boolean;
            verification_attempts: number;
            /** Format: date-time */
            verified_at: string | null;
            lifecycle: components["schemas"]["LifecycleStep"][];
        };
        AmlScreening: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            total_hits: number;
            score: components["schemas"]["Percentage"];
            entity_type: string;
            screened_data: {
                full_name: string | null;
                date_of_birth: string | null;
                nationality: string | null;
                document_number: string | null;
            };
            is_ongoing_monitoring_enabled: boolean;
            next_ongoing_monitoring_bill_date: string | null;
            hits: components["schemas"]["ScreeningHit"][];
        };
        /** @description One person on a list who resembles the verified one. */
        ScreeningHit: {
            match_score: components["schemas"]["Percentage"];
            risk_score: components["schemas"]["Percentage"];
            review_status: string;
            score_breakdown: {
                [key: string]: unknown;
            };
            risk_view: {
                [key: string]: unknown;
            };
            pep_matches: {
                [key: string]: unknown;
            }[];
            sanction_matches: {
                [key: string]: unknown;
            }[];
            warning_matches: {
                [key: string]: unknown;
            }[];
            adverse_media_matches: {
                [key: string]: unknown;
            }[];
            linked_entities: {
                [key: string]: unknown;
            }[];
            properties: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        /** @description The person's device and internet address. */
        IpAnalysis: {
            node_id: components["schemas"]["NodeId"];
            status: components["schemas"]["CheckStatus"];
            warnings: components["schemas"]["NodeWarnings"];
            device_fingerprint: string | null;
            device_brand: string | null;
            device_model: string | null;
            browser_family: string;
            os_family: string;
            platform: string;
            ip_address: string;
            ip_country: string;
            ip_country_code: string;
            ip_state: string;
            ip_city: string;
            latitude: components["schemas"]["Latitude"];
            longitude: components["schemas"]["Longitude"];
            isp: string | null;
            organization: string | null;
            is_vpn_or_tor: boolean;
            is_data_center: boolean;
            time_zone: string;
            /** @description Hours, such as -8; a text in version 1. */
            time_zone_offset: number;
            ip: components["schemas"]["IpPlace"];
            id_document: components["schemas"]["IpPlace"];
            poa_document: components["schemas"]["IpPlace"];
        };
        /** @description A place, and how far it is from the others. */
        IpPlace: {
            [key: string]: unknown;
        } | null;
        /**
         * @description The shape of the bodies.
         * @enum {string}
         */
        WebhookVersion: "v1" | "v2" | "v3";
        SubscribedEvents: ("status.updated" | "data.updated" | "user.status.updated" | "user.data.updated" | "business.status.updated" | "business.data.updated" | "transaction.created" | "transaction.status.updated" | "activity.created")[];
        WebhookSettings: {
            webhook_url: string | null;
            webhook_version: components["schemas"]["WebhookVersion"];
            secret_shared_key: string;
            /** @description Until when deliveries are signed by the former secret as well. */
            previous_secret_expires_at: string | null;
        };
        WebhookSettingsRequest: {
            webhook_url?: string | null;
            webhook_version?: components["schemas"]["WebhookVersion"];
            rotate_secret_key?: boolean;
        };
        NewWebhookDestination: {
            url: string;
            label?: string;
            enabled?: boolean;
            webhook_version?: components["schemas"]["WebhookVersion"];
            subscribed_events?: components["schemas"]["SubscribedEvents"];
        };
        WebhookDestinationUpdate: {
            url?: string;
            label?: string;
            enabled?: boolean;
            webhook_version?: components["schemas"]["WebhookVersion"];
            subscribed_events?: components["schemas"]["SubscribedEvents"];
            rotate_secret_key?: boolean;
        };
        WebhookDestination: {
            uuid: components["schemas"]["SessionId"];
            label: string;
            url: string;
            enabled: boolean;
            webhook_version: components["schemas"]["WebhookVersion"];
            subscribed_events: string[];
            secret_shared_key: string;
            secret_last4: string;
            /** @description Until when deliveries are signed by the former secret as well. */
            previous_secret_expires_at: string | null;
        };
        WebhookDelivery: {
            uuid: components["schemas"]["SessionId"];
            session_id: string;
            request_url: string;
            /** @description Null if there was no response, or not yet. */
            response_status: number | null;
            /** @description Not measured here. */
            response_time_ms: number;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            webhook_type: string;
            created_at: components["schemas"]["SecondTime"];
        };
        WebhookDeliveryDetail: {
            uuid: components["schemas"]["SessionId"];
            session_id: string;
            request_url: string;
            /** @description Null if there was no response, or not yet. */
            response_status: number | null;
            /** @description Not measured here. */
            response_time_ms: number;
            /** @enum {string} */
            status: "pending" | "delivered" | "failed";
            webhook_type: string;
            created_at: components["schemas"]["SecondTime"];
            request_header: {
                [key: string]: string;
            };
            /** @description The body as it was sent; empty before the first attempt. */
            request_body: string;
        };
        SandboxCatalogue: {
            scenarios: {
                /** @description The word. */
                scenario: string;
                /** @description Where the session ends. */
                status: components["schemas"]["WorkflowStatus"];
                description: string;
            }[];
        };
        /** @description HMAC-SHA256 in lower-case hex. */
        Signature: string;
        StatusEvent: {
            session_id: components["schemas"]["SessionId"];
            status: components["schemas"]["VerificationStatus"];
            /** @description When this attempt was sent, not when the session was created. */
            created_at: components["schemas"]["UnixSeconds"];
            /** @description When this attempt was sent. */
            timestamp: components["schemas"]["UnixSeconds"];
            /** @constant */
            webhook_type: "status.updated";
            /** @description Absent if the session has none. */
            vendor_data?: string;
            /** @description Present if the status is `Approved`, `Declined`, `In Review` or `Abandoned`. */
            decision?: components["schemas"]["VerificationDecision"];
        };
        UserStatusEvent: {
            application_id: components["schemas"]["SessionId"];
            environment: components["schemas"]["Environment"];
            /** @description The same for all destinations and attempts. */
            event_id: components["schemas"]["SessionId"];
            /** @constant */
            webhook_type: "user.status.updated";
            vendor_data: string;
            /** @description Not documented by the vendor. */
            didit_internal_id: components["schemas"]["SessionId"];
            status: components["schemas"]["UserStatus"];
            created_at: components["schemas"]["UnixSeconds"];
            timestamp: components["schemas"]["UnixSeconds"];
            previous_status: components["schemas"]["UserStatus"];
        };
        UserDataEvent: {
            application_id: components["schemas"]["SessionId"];
            environment: components["schemas"]["Environment"];
            /** @description The same for all destinations and attempts. */
            event_id: components["schemas"]["SessionId"];
            /** @constant */
            webhook_type: "user.data.updated";
            vendor_data: string;
            /** @description Not documented by the vendor. */
            didit_internal_id: components["schemas"]["SessionId"];
            status: components["schemas"]["UserStatus"];
            created_at: components["schemas"]["UnixSeconds"];
            timestamp: components["schemas"]["UnixSeconds"];
            changed_fields: string[];
            /** @description By the name of the field. */
            changes: {
                [key: string]: {
                    previous: unknown;
                    current: unknown;
                };
            };
        };
    };
    responses: {
        /**
         * @description No bearer token was sent, or it is unknown or expired, or its application is disabled. Sometimes the vendor
         *     answers 403 instead when no token was sent.
         */
        NotAuthenticated: {
            headers: {
                /**
                 * @description The scheme to use.
                 * @example Bearer
                 */
                "WWW-Authenticate": "Bearer";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description No bearer token was sent, or it is unknown or expired, or its application is disabled. Sometimes the vendor
         *     answers 403 instead when no token was sent.
         */
        AnyNotAuthenticated: {
            headers: {
                /**
                 * @description The scheme to use.
                 * @example Bearer
                 */
                "WWW-Authenticate": "Bearer";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["AnyProblem"];
            };
        };
        /** @description The bearer token is no client token, or the API key may not do this. */
        PermissionDenied: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "You do not have permission to perform this action."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description No such session, or, for a client token, it belongs to another application. */
        SessionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Not found."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is not sent as JSON. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Unsupported media type \"text/plain\" in request."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /**
         * @description No bearer token was sent, or it is unknown or expired, or its application is disabled. Sometimes the vendor
         *     answers 403 instead when no token was sent.
         */
        DataNotAuthenticated: {
            headers: {
                /**
                 * @description The scheme to use.
                 * @example Bearer
                 */
                "WWW-Authenticate": "Bearer";
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["DataProblem"];
            };
        };
        /** @description The bearer token is no client token, or the API key may not do this. */
        DataPermissionDenied: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "You do not have permission to perform this action.",
                 *       "message": "You do not have permission to perform this action."
                 *     }
                 */
                "application/json": components["schemas"]["DataProblem"];
            };
        };
        /** @description The bearer token is not one of the Didit app, or another user has scanned the session. */
        DataAppPermissionDenied: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "You do not have permission to perform this action.",
                 *       "message": "You do not have permission to perform this action."
                 *     }
                 */
                "application/json": components["schemas"]["DataProblem"];
            };
        };
        /** @description No such session, or, for a client token, it belongs to another application. */
        DataSessionNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Not found.",
                 *       "message": "Not found."
                 *     }
                 */
                "application/json": components["schemas"]["DataProblem"];
            };
        };
        /** @description The body is not sent as JSON. */
        DataUnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Unsupported media type \"text/plain\" in request.",
                 *       "message": "Unsupported media type \"text/plain\" in request."
                 *     }
                 */
                "application/json": components["schemas"]["DataProblem"];
            };
        };
        /** @description The API key is unknown, revoked or expired. The text is not documented by the vendor. */
        KeyRefused: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Unauthorized."
                 *     }
                 */
                "application/json": components["schemas"]["KeyProblem"];
            };
        };
        /**
         * @description No API key was sent, or it lacks the scope for this resource; with a `code`, its application has been deleted or
         *     its contract is suspended. Also if the balance is too low for another operation than a creation.
         */
        KeyDenied: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["KeyProblem"];
            };
        };
        /** @description The application has no such destination, or the destination no such delivery. */
        DestinationNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Webhook destination not found."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description The same checks ran less than 30 seconds ago, or there were too many requests. */
        RunTooSoon: {
            headers: {
                /**
                 * @description Seconds to wait.
                 * @example 30
                 */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request was throttled. Expected available in 30 seconds."
                 *     }
                 */
                "application/json": components["schemas"]["Problem"];
            };
        };
        /** @description Unknown path, an id of a verification that is not a lower-case UUID, or an unknown session token of a page. */
        PageNotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /** @example <!doctype html><html lang="en"><title>Not Found</title><h1>Not Found</h1></html> */
                "text/html": components["schemas"]["HtmlPage"];
            };
        };
        /** @description The path exists with a slash at its end. The reply has no body. */
        SlashAppended: {
            headers: {
                /**
                 * @description The same address with the slash.
                 * @example /auth/v2/session/11111111-2222-4333-8444-555555555555/decision/
                 */
                Location: string;
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The path exists, but not with this method. */
        MethodNotAllowed: {
            headers: {
                /**
                 * @description The methods of this path, separated by commas.
                 * @example GET, HEAD
                 */
                Allow: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Method \"PUT\" not allowed."
                 *     }
                 */
                "application/json": components["schemas"]["AnyProblem"];
            };
        };
        /** @description The body exceeds 1 MiB. Not documented by the vendor; the text is the one of Django's own limit. */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request body exceeded settings.DATA_UPLOAD_MAX_MEMORY_SIZE."
                 *     }
                 */
                "application/json": components["schemas"]["AnyProblem"];
            };
        };
        /** @description Too many requests. */
        Throttled: {
            headers: {
                /**
                 * @description Seconds to wait.
                 * @example 30
                 */
                "Retry-After": number;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "Request was throttled. Expected available in 30 seconds."
                 *     }
                 */
                "application/json": components["schemas"]["AnyProblem"];
            };
        };
        /** @description The server failed. Not documented by the vendor. */
        ServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "detail": "A server error occurred."
                 *     }
                 */
                "application/json": components["schemas"]["AnyProblem"];
            };
        };
    };
    parameters: {
        /**
         * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
         * @example 11111111-2222-4333-8444-555555555555
         */
        SessionId: components["schemas"]["SessionId"];
        /**
         * @description The id of the session. Any text is looked up.
         * @example 11111111-2222-4333-8444-555555555555
         */
        DataSessionId: string;
        /**
         * @description The id of the destination.
         * @example 44444444-5555-4666-8777-888888888888
         */
        DestinationId: components["schemas"]["SessionId"];
        /**
         * @description The id of the delivery.
         * @example 55555555-6666-4777-8888-999999999999
         */
        DeliveryId: components["schemas"]["SessionId"];
        /**
         * @description The application's own id of the user, as sessions have it; case counts. Any text but one with a slash is looked up.
         * @example user-1
         */
        VendorData: string;
        /**
         * @description The id of a workflow, or of one of its versions.
         * @example 00000000-0000-4000-8000-0000000000f1
         */
        WorkflowUuid: components["schemas"]["SessionId"];
        /**
         * @description The token of the session, as in its `url`.
         * @example standin-session-token
         */
        SessionToken: components["schemas"]["SessionToken"];
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createClientToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "grant_type": "client_credentials"
                 *     }
                 */
                "application/x-www-form-urlencoded": components["schemas"]["ClientTokenRequest"];
                /**
                 * @example {
                 *       "grant_type": "client_credentials"
                 *     }
                 */
                "application/json": components["schemas"]["ClientTokenRequest"];
            };
        };
        responses: {
            /** @description The client token. */
            200: {
                headers: {
                    /**
                     * @description The reply holds a secret and must not be cached.
                     * @example no-store
                     */
                    "Cache-Control": "no-store";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "iss": "https://didit.me",
                     *       "iat": 1700000000,
                     *       "sub": "00000000-0000-4000-8000-00000000000a",
                     *       "client_id": "standin-client",
                     *       "organization_id": "standin-org",
                     *       "expires_in": 86400,
                     *       "exp": 1700086400,
                     *       "access_token": "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.c3RhbmRpbg.ZmFrZQ"
                     *     }
                     */
                    "application/json": components["schemas"]["ClientToken"];
                };
            };
            /**
             * @description The body cannot be read, has another media type, or lacks a single `grant_type` (`invalid_request`); the
             *     grant does not exist (`unsupported_grant_type`) or not for this application (`unauthorized_client`).
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenRequestError"];
                };
            };
            /**
             * @description The Basic header is missing or malformed, the client is unknown, or the secret is wrong. Credentials in the
             *     body do not count.
             */
            401: {
                headers: {
                    /**
                     * @description The scheme to use.
                     * @example Basic realm="didit"
                     */
                    "WWW-Authenticate": "Basic realm=\"didit\"";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "error": "invalid_client"
                     *     }
                     */
                    "application/json": components["schemas"]["TokenClientError"];
                };
            };
        };
    };
    createSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "names email picture",
                 *       "vendor_data": "user-1"
                 *     }
                 */
                "application/json": components["schemas"]["SessionRequest"];
            };
        };
        responses: {
            /** @description The new session. The status code is not documented by the vendor. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "11111111-2222-4333-8444-555555555555",
                     *       "session_token": "standin-session-token",
                     *       "url": "https://app.didit.me/authorize/standin-session-token"
                     *     }
                     */
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataInvalidInput"];
                };
            };
            401: components["responses"]["DataNotAuthenticated"];
            403: components["responses"]["DataPermissionDenied"];
            415: components["responses"]["DataUnsupportedMediaType"];
        };
    };
    getSessionStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the session stands. */
            200: {
                headers: {
                    /**
                     * @description Sent only where the session token alone suffices, so that a browser can poll. Not documented by the
                     *     vendor.
                     * @example *
                     */
                    "Access-Control-Allow-Origin"?: "*";
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "11111111-2222-4333-8444-555555555555",
                     *       "status": "retrieved"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionStatus"];
                };
            };
            401: components["responses"]["DataNotAuthenticated"];
            /** @description The bearer token is no client token, or `Data-Session-Token` is missing or belongs to another session. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "You do not have permission to perform this action.",
                     *       "message": "You do not have permission to perform this action."
                     *     }
                     */
                    "application/json": components["schemas"]["DataProblem"];
                };
            };
            404: components["responses"]["DataSessionNotFound"];
        };
    };
    preflightSessionStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A browser may poll from any origin. */
            204: {
                headers: {
                    /**
                     * @description Any origin.
                     * @example *
                     */
                    "Access-Control-Allow-Origin": "*";
                    /**
                     * @description The methods a browser may use.
                     * @example GET
                     */
                    "Access-Control-Allow-Methods": string;
                    /**
                     * @description The headers a browser may send.
                     * @example authorization, content-type, data-session-token
                     */
                    "Access-Control-Allow-Headers": string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            405: components["responses"]["MethodNotAllowed"];
        };
    };
    getSessionDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session, with the shared data if there is any. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDecision"];
                };
            };
            401: components["responses"]["DataNotAuthenticated"];
            403: components["responses"]["DataPermissionDenied"];
            404: components["responses"]["DataSessionNotFound"];
        };
    };
    getSessionInformation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The request the person has to decide on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "11111111-2222-4333-8444-555555555555",
                     *       "status": "retrieved",
                     *       "scope": "names email picture",
                     *       "application": {
                     *         "client_id": "standin-client",
                     *         "name": "Standin"
                     *       },
                     *       "expires_at": "2024-08-01T10:40:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionInformation"];
                };
            };
            /** @description The session has already been confirmed or declined, or has expired. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "This session is already closed.",
                     *       "message": "This session is already closed."
                     *     }
                     */
                    "application/json": components["schemas"]["DataProblem"];
                };
            };
            401: components["responses"]["DataNotAuthenticated"];
            403: components["responses"]["DataAppPermissionDenied"];
            404: components["responses"]["DataSessionNotFound"];
        };
    };
    updateSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any text is looked up.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["DataSessionId"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["SessionUpdateRequest"];
            };
        };
        responses: {
            /** @description The answer is recorded. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "11111111-2222-4333-8444-555555555555",
                     *       "status": "confirmed"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionUpdate"];
                };
            };
            /**
             * @description The session is not `retrieved` (`detail`), the body is not a JSON object, or a member of it is wrong, such
             *     as a scope that was not asked for.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataInvalidInput"];
                };
            };
            401: components["responses"]["DataNotAuthenticated"];
            403: components["responses"]["DataAppPermissionDenied"];
            404: components["responses"]["DataSessionNotFound"];
            415: components["responses"]["DataUnsupportedMediaType"];
        };
    };
    showAuthorizePage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The token of the session, as in its `url`.
                 * @example standin-session-token
                 */
                session_token: components["parameters"]["SessionToken"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The consent page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><html lang="en"><title>Share data</title><h1>Standin asks for your data</h1></html> */
                    "text/html": components["schemas"]["HtmlPage"];
                };
            };
            404: components["responses"]["PageNotFound"];
        };
    };
    createVerificationSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "callback": "http://localhost:3000/verified",
                 *       "features": "OCR + FACE",
                 *       "vendor_data": "user-1"
                 *     }
                 */
                "application/json": components["schemas"]["VerificationSessionRequest"];
            };
        };
        responses: {
            /** @description The new session. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "22222222-3333-4444-8555-666666666666",
                     *       "session_number": 7,
                     *       "session_token": "standin-verification-token",
                     *       "url": "https://verify.didit.me/session/standin-verification-token",
                     *       "status": "Not Started",
                     *       "vendor_data": "user-1",
                     *       "callback": "http://localhost:3000/verified",
                     *       "features": "OCR + FACE"
                     *     }
                     */
                    "application/json": components["schemas"]["VerificationSession"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["PermissionDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    getVerificationDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session and what its checks have found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationDecision"];
                };
            };
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["PermissionDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    updateVerificationStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "new_status": "Approved",
                 *       "comment": "Checked by hand."
                 *     }
                 */
                "application/json": components["schemas"]["VerificationStatusUpdateRequest"];
            };
        };
        responses: {
            /** @description The status is set. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "22222222-3333-4444-8555-666666666666"
                     *     }
                     */
                    "application/json": components["schemas"]["VerificationStatusUpdate"];
                };
            };
            /**
             * @description The body is not a JSON object, or `new_status` is missing, unknown, or cannot be reached from the current
             *     status.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvalidInput"];
                };
            };
            401: components["responses"]["NotAuthenticated"];
            403: components["responses"]["PermissionDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    generateVerificationPdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /**
                     * @description A file name that contains the session id.
                     * @example attachment; filename=session_22222222-3333-4444-8555-666666666666.pdf
                     */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example %PDF-1.7 */
                    "application/pdf": string;
                };
            };
            401: components["responses"]["NotAuthenticated"];
            /** @description The session has no result to report yet, or the bearer token is no client token. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            404: components["responses"]["SessionNotFound"];
        };
    };
    showVerificationPage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description What a browser opens the page in; `iframe` is a frame.
                 * @example document
                 */
                "Sec-Fetch-Dest"?: string;
            };
            path: {
                /**
                 * @description The token of the session, as in its `url`.
                 * @example standin-session-token
                 */
                session_token: components["parameters"]["SessionToken"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The verification page; or a closing page, in a frame or without a `callback` to return to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html><html lang="en"><title>Verify</title><h1>Verify your identity</h1></html> */
                    "text/html": components["schemas"]["HtmlPage"];
                };
            };
            /** @description The verification has an outcome, and the session a `callback`; the page is in no frame. */
            302: {
                headers: {
                    /**
                     * @description `callback`, its own query and fragment kept, with `verificationSessionId` and `status` appended to the
                     *     query.
                     * @example https://example.com/?verificationSessionId=22222222-3333-4444-8555-666666666666&status=In%20Review
                     */
                    Location: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            404: components["responses"]["PageNotFound"];
        };
    };
    createWorkflowSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workflow_id": "00000000-0000-4000-8000-0000000000f1",
                 *       "vendor_data": "user-1",
                 *       "callback": "http://localhost:3000/verified",
                 *       "metadata": {
                 *         "plan": "basic"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WorkflowSessionRequest"];
            };
        };
        responses: {
            /** @description The new session, or the unfinished one. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "33333333-4444-4555-8666-777777777777",
                     *       "session_number": 21,
                     *       "session_token": "standin-workflow-token",
                     *       "url": "https://verify.didit.me/session/standin-workflow-token",
                     *       "status": "Not Started",
                     *       "workflow_id": "00000000-0000-4000-8000-0000000000f1",
                     *       "vendor_data": "user-1",
                     *       "metadata": {
                     *         "plan": "basic"
                     *       },
                     *       "callback": "http://localhost:3000/verified"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowSession"];
                };
            };
            /** @description The body is not a JSON object, a member of it is wrong, or the balance is too low. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    getWorkflowDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session and what its checks have found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDecision"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    updateWorkflowStatus: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowStatusUpdateRequest"];
            };
        };
        responses: {
            /** @description The status is set, or was set already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "33333333-4444-4555-8666-777777777777"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowStatusUpdate"];
                };
            };
            /**
             * @description The body is not a JSON object, `new_status` is missing, unknown or cannot be reached from the current status, or
             *     a member that goes with it is missing.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RunTooSoon"];
        };
    };
    generateWorkflowPdf: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /**
                     * @description A file name that contains the session id.
                     * @example attachment; filename=session_33333333-4444-4555-8666-777777777777.pdf
                     */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example %PDF-1.7 */
                    "application/pdf": string;
                };
            };
            401: components["responses"]["KeyRefused"];
            /** @description The session has no result to report yet, or the key is missing or not allowed to read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyProblem"];
                };
            };
            404: components["responses"]["SessionNotFound"];
        };
    };
    listWorkflowSessions: {
        parameters: {
            query?: {
                /**
                 * @description Only sessions with this value.
                 * @example user-1
                 */
                vendor_data?: string;
                /**
                 * @description Only sessions in this status.
                 * @example Approved
                 */
                status?: components["schemas"]["WorkflowStatus"];
                /**
                 * @description Only sessions of this workflow.
                 * @example 00000000-0000-4000-8000-0000000000f1
                 */
                workflow_id?: string;
                /**
                 * @description Only sessions created at this time or later.
                 * @example 2026-01-01T00:00:00Z
                 */
                created_after?: string;
                /**
                 * @description Only sessions created before this time.
                 * @example 2026-02-01T00:00:00Z
                 */
                created_before?: string;
                /**
                 * @description The most sessions of a page; 20 if absent.
                 * @example 20
                 */
                limit?: number;
                /**
                 * @description How many sessions to leave out; 0 if absent.
                 * @example 0
                 */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 1,
                     *       "next": null,
                     *       "previous": null,
                     *       "results": [
                     *         {
                     *           "session_id": "33333333-4444-4555-8666-777777777777",
                     *           "session_number": 21,
                     *           "session_url": "https://verify.didit.me/session/standin-workflow-token",
                     *           "status": "Not Started",
                     *           "environment": "live",
                     *           "workflow_id": "00000000-0000-4000-8000-0000000000f1",
                     *           "features": [
                     *             "ID_VERIFICATION",
                     *             "LIVENESS"
                     *           ],
                     *           "vendor_data": "user-1",
                     *           "metadata": null,
                     *           "callback": null,
                     *           "created_at": "2026-01-01T12:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowSessionPage"];
                };
            };
            /** @description A parameter is wrong. Not documented by the vendor. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": [
                     *         "\"Done\" is not a valid choice."
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    deleteWorkflowSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            /** @description Not everything could be removed. Repeat the request. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "detail": "The session could not be removed completely. Try again."
                     *     }
                     */
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWorkflowSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "session_numbers": [
                 *         21
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["WorkflowSessionsDeletion"];
            };
        };
        responses: {
            /** @description The sessions are gone. The status code is not documented by the vendor. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not a JSON object, or names nothing to delete. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    listSessionReviews: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The reviews. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "id": "66666666-7777-4888-8999-aaaaaaaaaaaa",
                     *         "action": "status_updated",
                     *         "old_status": "In Review",
                     *         "new_status": "Approved",
                     *         "note": "Checked by hand.",
                     *         "created_at": "2026-01-01T12:00:00Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["SessionReview"][];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    createSessionReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "new_status": "Approved",
                 *       "comment": "Checked by hand."
                 *     }
                 */
                "application/json": components["schemas"]["SessionReviewRequest"];
            };
        };
        responses: {
            /** @description The review. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "66666666-7777-4888-8999-aaaaaaaaaaaa",
                     *       "action": "status_updated",
                     *       "old_status": "In Review",
                     *       "new_status": "Approved",
                     *       "note": "Checked by hand.",
                     *       "created_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionReview"];
                };
            };
            /** @description The body is not a JSON object, or `new_status` is missing, unknown, the current one or not to be reached from it. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    shareSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "for_application_id": "00000000-0000-4000-8000-00000000000b",
                 *       "ttl_in_seconds": 3600
                 *     }
                 */
                "application/json": components["schemas"]["SessionShareRequest"];
            };
        };
        responses: {
            /** @description The token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "share_token": "standin-share-token",
                     *       "for_application_id": "00000000-0000-4000-8000-00000000000b",
                     *       "session_kind": "user"
                     *     }
                     */
                    "application/json": components["schemas"]["SessionShare"];
                };
            };
            /**
             * @description The body is not a JSON object, a member of it is wrong, the application is unknown or the caller's own, or the
             *     session is not finished. The vendor does not document the bodies.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    importSharedSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "share_token": "standin-share-token",
                 *       "trust_review": true,
                 *       "workflow_id": "00000000-0000-4000-8000-0000000000f1",
                 *       "vendor_data": "user-1"
                 *     }
                 */
                "application/json": components["schemas"]["SharedSessionImport"];
            };
        };
        responses: {
            /** @description The copy, as its decision shows it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDecision"];
                };
            };
            /**
             * @description The body is not a JSON object, a member of it is missing, the token is invalid, expired or for another application,
             *     or the balance is too low. Earlier pages of the vendor have 401 and 403 for tokens.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            /** @description The session was imported before, or the key is missing or not allowed to write sessions. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyProblem"];
                };
            };
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    listWorkflows: {
        parameters: {
            query?: {
                /**
                 * @description The most items of a page; 50 if absent.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many items to leave out; 0 if absent.
                 * @example 0
                 */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 1,
                     *       "next": null,
                     *       "previous": null,
                     *       "results": [
                     *         {
                     *           "uuid": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *           "workflow_id": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *           "workflow_label": "Document and face",
                     *           "workflow_type": "kyc",
                     *           "version": 1,
                     *           "status": "published",
                     *           "is_default": false,
                     *           "is_archived": false,
                     *           "is_simple_workflow": true,
                     *           "features": "OCR + LIVENESS + FACE_MATCH",
                     *           "has_draft": false,
                     *           "updated_at": "2026-01-01T12:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowPage"];
                };
            };
            /** @description A parameter is wrong. Not documented by the vendor. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limit": [
                     *         "Ensure this value is greater than or equal to 1."
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    createWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workflow_label": "Document and face",
                 *       "features": [
                 *         {
                 *           "feature": "OCR"
                 *         },
                 *         {
                 *           "feature": "LIVENESS",
                 *           "config": {
                 *             "face_liveness_method": "PASSIVE"
                 *           }
                 *         },
                 *         {
                 *           "feature": "FACE_MATCH"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewWorkflow"];
            };
        };
        responses: {
            /** @description The first version of the workflow. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *       "workflow_id": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *       "workflow_label": "Document and face",
                     *       "workflow_type": "kyc",
                     *       "version": 1,
                     *       "status": "published",
                     *       "is_default": false,
                     *       "is_archived": false,
                     *       "is_simple_workflow": true,
                     *       "features": "OCR + LIVENESS + FACE_MATCH",
                     *       "has_draft": false,
                     *       "updated_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowVersion"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    getWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a workflow, or of one of its versions.
                 * @example 00000000-0000-4000-8000-0000000000f1
                 */
                uuid: components["parameters"]["WorkflowUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *       "workflow_id": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *       "workflow_label": "Document and face",
                     *       "workflow_type": "kyc",
                     *       "version": 1,
                     *       "status": "published",
                     *       "is_default": false,
                     *       "is_archived": false,
                     *       "is_simple_workflow": true,
                     *       "features": "OCR + LIVENESS + FACE_MATCH",
                     *       "has_draft": false,
                     *       "updated_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowVersion"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    deleteWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a workflow, or of one of its versions.
                 * @example 00000000-0000-4000-8000-0000000000f1
                 */
                uuid: components["parameters"]["WorkflowUuid"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflow is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    updateWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of a workflow, or of one of its versions.
                 * @example 00000000-0000-4000-8000-0000000000f1
                 */
                uuid: components["parameters"]["WorkflowUuid"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workflow_label": "Document and face",
                 *       "status": "published"
                 *     }
                 */
                "application/json": components["schemas"]["WorkflowUpdate"];
            };
        };
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *       "workflow_id": "77777777-8888-4999-8aaa-bbbbbbbbbbbb",
                     *       "workflow_label": "Document and face",
                     *       "workflow_type": "kyc",
                     *       "version": 1,
                     *       "status": "published",
                     *       "is_default": false,
                     *       "is_archived": false,
                     *       "is_simple_workflow": true,
                     *       "features": "OCR + LIVENESS + FACE_MATCH",
                     *       "has_draft": false,
                     *       "updated_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowVersion"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /**
                 * @description Only users in this status.
                 * @example ACTIVE
                 */
                status?: components["schemas"]["UserStatus"];
                /**
                 * @description Only users with this text in `vendor_data`, a name, an address or a number, in any case.
                 * @example alice
                 */
                search?: string;
                /**
                 * @description The most users of a page; 50 if absent.
                 * @example 50
                 */
                limit?: number;
                /**
                 * @description How many users to leave out; 0 if absent.
                 * @example 0
                 */
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the list. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "count": 1,
                     *       "next": null,
                     *       "previous": null,
                     *       "results": [
                     *         {
                     *           "didit_internal_id": "88888888-9999-4aaa-8bbb-cccccccccccc",
                     *           "vendor_data": "user-1",
                     *           "display_name": null,
                     *           "full_name": "Alice Example",
                     *           "date_of_birth": "1990-01-01",
                     *           "effective_name": "Alice Example",
                     *           "status": "ACTIVE",
                     *           "metadata": null,
                     *           "session_count": 1,
                     *           "approved_count": 1,
                     *           "declined_count": 0,
                     *           "in_review_count": 0,
                     *           "issuing_states": {
                     *             "ESP": 1
                     *           },
                     *           "approved_emails": {},
                     *           "approved_phones": {},
                     *           "features": {
                     *             "ID_VERIFICATION": "Approved"
                     *           },
                     *           "features_list": [
                     *             {
                     *               "feature": "ID_VERIFICATION",
                     *               "status": "Approved"
                     *             }
                     *           ],
                     *           "first_session_at": "2026-01-01T12:00:00Z",
                     *           "last_session_at": "2026-01-01T12:00:00Z",
                     *           "created_at": "2026-01-01T12:00:00Z",
                     *           "updated_at": "2026-01-01T12:00:00Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description A parameter is wrong. Not documented by the vendor. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limit": [
                     *         "Ensure this value is greater than or equal to 1."
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The application's own id of the user, as sessions have it; case counts. Any text but one with a slash is looked up.
                 * @example user-1
                 */
                vendor_data: components["parameters"]["VendorData"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "didit_internal_id": "88888888-9999-4aaa-8bbb-cccccccccccc",
                     *       "vendor_data": "user-1",
                     *       "display_name": null,
                     *       "full_name": "Alice Example",
                     *       "date_of_birth": "1990-01-01",
                     *       "effective_name": "Alice Example",
                     *       "status": "ACTIVE",
                     *       "metadata": null,
                     *       "session_count": 1,
                     *       "approved_count": 1,
                     *       "declined_count": 0,
                     *       "in_review_count": 0,
                     *       "issuing_states": {
                     *         "ESP": 1
                     *       },
                     *       "approved_emails": {},
                     *       "approved_phones": {},
                     *       "features": {
                     *         "ID_VERIFICATION": "Approved"
                     *       },
                     *       "features_list": [
                     *         {
                     *           "feature": "ID_VERIFICATION",
                     *           "status": "Approved"
                     *         }
                     *       ],
                     *       "first_session_at": "2026-01-01T12:00:00Z",
                     *       "last_session_at": "2026-01-01T12:00:00Z",
                     *       "created_at": "2026-01-01T12:00:00Z",
                     *       "updated_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["VendorUser"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    updateUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The application's own id of the user, as sessions have it; case counts. Any text but one with a slash is looked up.
                 * @example user-1
                 */
                vendor_data: components["parameters"]["VendorData"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "display_name": "Alice",
                 *       "status": "FLAGGED"
                 *     }
                 */
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description The user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "didit_internal_id": "88888888-9999-4aaa-8bbb-cccccccccccc",
                     *       "vendor_data": "user-1",
                     *       "display_name": null,
                     *       "full_name": "Alice Example",
                     *       "date_of_birth": "1990-01-01",
                     *       "effective_name": "Alice Example",
                     *       "status": "ACTIVE",
                     *       "metadata": null,
                     *       "session_count": 1,
                     *       "approved_count": 1,
                     *       "declined_count": 0,
                     *       "in_review_count": 0,
                     *       "issuing_states": {
                     *         "ESP": 1
                     *       },
                     *       "approved_emails": {},
                     *       "approved_phones": {},
                     *       "features": {
                     *         "ID_VERIFICATION": "Approved"
                     *       },
                     *       "features_list": [
                     *         {
                     *           "feature": "ID_VERIFICATION",
                     *           "status": "Approved"
                     *         }
                     *       ],
                     *       "first_session_at": "2026-01-01T12:00:00Z",
                     *       "last_session_at": "2026-01-01T12:00:00Z",
                     *       "created_at": "2026-01-01T12:00:00Z",
                     *       "updated_at": "2026-01-01T12:00:00Z"
                     *     }
                     */
                    "application/json": components["schemas"]["VendorUser"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    deleteUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "vendor_data_list": [
                 *         "user-1"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["UsersDeletion"];
            };
        };
        responses: {
            /** @description How many users are gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "deleted": 1
                     *     }
                     */
                    "application/json": components["schemas"]["UsersDeleted"];
                };
            };
            /** @description The body is not a JSON object, or names nothing to delete. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    getBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The balance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "balance": "142.5000",
                     *       "auto_refill_enabled": false,
                     *       "auto_refill_amount": null,
                     *       "auto_refill_threshold": null
                     *     }
                     */
                    "application/json": components["schemas"]["Balance"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    getWebhookSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "webhook_url": "https://example.com/hooks",
                     *       "webhook_version": "v3",
                     *       "secret_shared_key": "standin-webhook-secret",
                     *       "previous_secret_expires_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookSettings"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    updateWebhookSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "webhook_url": "https://example.com/hooks",
                 *       "webhook_version": "v3"
                 *     }
                 */
                "application/json": components["schemas"]["WebhookSettingsRequest"];
            };
        };
        responses: {
            /** @description The settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "webhook_url": "https://example.com/hooks",
                     *       "webhook_version": "v3",
                     *       "secret_shared_key": "standin-webhook-secret",
                     *       "previous_secret_expires_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookSettings"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    listWebhookDestinations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The destinations. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "uuid": "44444444-5555-4666-8777-888888888888",
                     *         "label": "Orders",
                     *         "url": "http://127.0.0.1:9/hooks",
                     *         "enabled": true,
                     *         "webhook_version": "v3",
                     *         "subscribed_events": [
                     *           "status.updated"
                     *         ],
                     *         "secret_shared_key": "standin-destination-secret",
                     *         "secret_last4": "cret",
                     *         "previous_secret_expires_at": null
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["WebhookDestination"][];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    createWebhookDestination: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Orders",
                 *       "url": "http://127.0.0.1:9/hooks",
                 *       "subscribed_events": [
                 *         "status.updated"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["NewWebhookDestination"];
            };
        };
        responses: {
            /** @description The destination, with its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "44444444-5555-4666-8777-888888888888",
                     *       "label": "Orders",
                     *       "url": "http://127.0.0.1:9/hooks",
                     *       "enabled": true,
                     *       "webhook_version": "v3",
                     *       "subscribed_events": [
                     *         "status.updated"
                     *       ],
                     *       "secret_shared_key": "standin-destination-secret",
                     *       "secret_last4": "cret",
                     *       "previous_secret_expires_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDestination"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    getWebhookDestination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The destination. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "44444444-5555-4666-8777-888888888888",
                     *       "label": "Orders",
                     *       "url": "http://127.0.0.1:9/hooks",
                     *       "enabled": true,
                     *       "webhook_version": "v3",
                     *       "subscribed_events": [
                     *         "status.updated"
                     *       ],
                     *       "secret_shared_key": "standin-destination-secret",
                     *       "secret_last4": "cret",
                     *       "previous_secret_expires_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDestination"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["DestinationNotFound"];
        };
    };
    deleteWebhookDestination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The destination is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["DestinationNotFound"];
        };
    };
    updateWebhookDestination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": false
                 *     }
                 */
                "application/json": components["schemas"]["WebhookDestinationUpdate"];
            };
        };
        responses: {
            /** @description The destination. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "44444444-5555-4666-8777-888888888888",
                     *       "label": "Orders",
                     *       "url": "http://127.0.0.1:9/hooks",
                     *       "enabled": true,
                     *       "webhook_version": "v3",
                     *       "subscribed_events": [
                     *         "status.updated"
                     *       ],
                     *       "secret_shared_key": "standin-destination-secret",
                     *       "secret_last4": "cret",
                     *       "previous_secret_expires_at": null
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDestination"];
                };
            };
            /** @description The body is not a JSON object, or a member of it is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["DestinationNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The deliveries. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "uuid": "55555555-6666-4777-8888-999999999999",
                     *         "session_id": "33333333-4444-4555-8666-777777777777",
                     *         "request_url": "http://127.0.0.1:9/hooks",
                     *         "response_status": null,
                     *         "response_time_ms": 0,
                     *         "status": "pending",
                     *         "webhook_type": "status.updated",
                     *         "created_at": "2026-01-01T12:00:00Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["WebhookDelivery"][];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["DestinationNotFound"];
        };
    };
    getWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the destination.
                 * @example 44444444-5555-4666-8777-888888888888
                 */
                uuid: components["parameters"]["DestinationId"];
                /**
                 * @description The id of the delivery.
                 * @example 55555555-6666-4777-8888-999999999999
                 */
                delivery_uuid: components["parameters"]["DeliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uuid": "55555555-6666-4777-8888-999999999999",
                     *       "session_id": "33333333-4444-4555-8666-777777777777",
                     *       "request_url": "http://127.0.0.1:9/hooks",
                     *       "response_status": null,
                     *       "response_time_ms": 0,
                     *       "status": "pending",
                     *       "webhook_type": "status.updated",
                     *       "created_at": "2026-01-01T12:00:00Z",
                     *       "request_header": {},
                     *       "request_body": ""
                     *     }
                     */
                    "application/json": components["schemas"]["WebhookDeliveryDetail"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["DestinationNotFound"];
        };
    };
    listSandboxScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The words, and what each does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "scenarios": [
                     *         {
                     *           "scenario": "approve",
                     *           "status": "Approved",
                     *           "description": "All checks are passed."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SandboxCatalogue"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
        };
    };
    createSessionV2: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "workflow_id": "00000000-0000-4000-8000-0000000000f1",
                 *       "vendor_data": "user-1",
                 *       "callback": "http://localhost:3000/verified",
                 *       "metadata": {
                 *         "plan": "basic"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WorkflowSessionRequest"];
            };
        };
        responses: {
            /** @description The new session, or the unfinished one. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "33333333-4444-4555-8666-777777777777",
                     *       "session_number": 21,
                     *       "session_token": "standin-workflow-token",
                     *       "url": "https://verify.didit.me/session/standin-workflow-token",
                     *       "status": "Not Started",
                     *       "workflow_id": "00000000-0000-4000-8000-0000000000f1",
                     *       "vendor_data": "user-1",
                     *       "metadata": {
                     *         "plan": "basic"
                     *       },
                     *       "callback": "http://localhost:3000/verified"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowSession"];
                };
            };
            /** @description The body is not a JSON object, a member of it is wrong, or the balance is too low. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            415: components["responses"]["UnsupportedMediaType"];
        };
    };
    getDecisionV2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The session and what its checks have found. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DecisionV2"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
        };
    };
    updateStatusV2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkflowStatusUpdateRequest"];
            };
        };
        responses: {
            /** @description The status is set, or was set already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "session_id": "33333333-4444-4555-8666-777777777777"
                     *     }
                     */
                    "application/json": components["schemas"]["WorkflowStatusUpdate"];
                };
            };
            /**
             * @description The body is not a JSON object, `new_status` is missing, unknown or cannot be reached from the current status, or
             *     a member that goes with it is missing.
             */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowInvalidInput"];
                };
            };
            401: components["responses"]["KeyRefused"];
            403: components["responses"]["KeyDenied"];
            404: components["responses"]["SessionNotFound"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RunTooSoon"];
        };
    };
    generatePdfV2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The id of the session. Any other spelling than a lower-case hyphenated UUID is an unknown page.
                 * @example 11111111-2222-4333-8444-555555555555
                 */
                session_id: components["parameters"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. */
            200: {
                headers: {
                    /**
                     * @description A file name that contains the session id.
                     * @example attachment; filename=session_33333333-4444-4555-8666-777777777777.pdf
                     */
                    "Content-Disposition": string;
                    [name: string]: unknown;
                };
                content: {
                    /** @example %PDF-1.7 */
                    "application/pdf": string;
                };
            };
            401: components["responses"]["KeyRefused"];
            /** @description The session has no result to report yet, or the key is missing or not allowed to read. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyProblem"];
                };
            };
            404: components["responses"]["SessionNotFound"];
        };
    };
}
