// Written by `npm run generate`. Do not edit: change the spec.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Is it up? */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The providers that answer here
         * @description With their operations and scenarios.
         */
        get: operations["listProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The worlds there are */
        get: operations["listWorlds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Look at a world */
        get: operations["getWorld"];
        /**
         * Make a world, or change its settings
         * @description A world that is there keeps its state.
         */
        put: operations["putWorld"];
        post?: never;
        /** Remove a world with its snapshots */
        delete: operations["deleteWorld"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Back to the seed
         * @description State, ids, clock, faults, journal and outbox. Snapshots stay.
         */
        post: operations["resetWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/fork": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a second world equal to this one
         * @description Same state, ids, clock and credentials; its own journal, faults and outbox. A world of that name is
         *     replaced.
         */
        post: operations["forkWorld"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** The snapshots of a world */
        get: operations["listSnapshots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/snapshots/{snapshot}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description Neither `.` nor `..`, which URLs leave out.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        /** Look at a snapshot */
        get: operations["getSnapshot"];
        /**
         * Keep the state of a world under a name
         * @description State, ids and clock, at no cost that depends on the size. Replaces a snapshot of that name.
         */
        put: operations["putSnapshot"];
        post?: never;
        /** Forget a snapshot */
        delete: operations["deleteSnapshot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/snapshots/{snapshot}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description Neither `.` nor `..`, which URLs leave out.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Back to a snapshot
         * @description State, ids and clock. Journal, faults and outbox stay.
         */
        post: operations["restoreSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** What time is it? */
        get: operations["getClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set, freeze or scale the clock
         * @description Set forward, it runs what is due on the way, as advancing does.
         */
        patch: operations["changeClock"];
        trace?: never;
    };
    "/worlds/{world}/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move the clock forward
         * @description Work that falls due on the way (webhook retries and the like) runs in its order, each at its own time,
         *     before the reply.
         */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** The faults of a world */
        get: operations["listFaults"];
        put?: never;
        /**
         * Disturb exchanges
         * @description The first fault that matches an exchange, and whose turn it is, disturbs it. By default it stands in place of the
         *     handler: what the provider refuses by itself (no credentials, an invalid body) it refuses still. `at` puts it further
         *     to the front.
         */
        post: operations["addFault"];
        /** Remove all faults */
        delete: operations["clearFaults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/faults/{fault}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example fault-1 */
                fault: components["parameters"]["Fault"];
            };
            cookie?: never;
        };
        /** Look at a fault */
        get: operations["getFault"];
        put?: never;
        post?: never;
        /** Remove a fault */
        delete: operations["deleteFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /**
         * What was asked and answered
         * @description Oldest first: the first ones after `since`, or, without it, the newest. Secrets are redacted. With
         *     `waitMs` the reply waits until there are `count` of them.
         */
        get: operations["listExchanges"];
        put?: never;
        post?: never;
        /** Empty the journal */
        delete: operations["clearExchanges"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges/stream": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /**
         * Follow the journal
         * @description Server-sent events: each `data` is one exchange, its `id` the number to go on from (`since`, or the
         *     header `Last-Event-ID`). Ends when the world does, or after `limit` exchanges.
         */
        get: operations["streamExchanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/exchanges/har": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /**
         * The journal as an HTTP archive
         * @description HAR 1.2, as browsers and HTTP tools open it.
         */
        get: operations["exportExchanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/scenarios/{provider}/{scenario}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example avacy */
                provider: components["parameters"]["ProviderName"];
                /** @example an API token */
                scenario: components["parameters"]["Scenario"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Prepare a world by one of a provider's scenarios
         * @description `GET /providers` lists them. The body holds the parameters.
         */
        post: operations["runScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/state/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example avacy */
                provider: components["parameters"]["ProviderName"];
            };
            cookie?: never;
        };
        /**
         * Everything a provider holds
         * @description Rows as the mock keeps them, secrets included. Their shape belongs to this version of standin.
         */
        get: operations["getState"];
        /**
         * Replace everything a provider holds
         * @description Takes what `getState` gave. All or nothing.
         */
        put: operations["putState"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/outbox": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        /** Events owed and delivered */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/outbox/{event}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description The event's number.
                 * @example 1
                 */
                event: components["parameters"]["Event"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event once more
         * @description At once, whether or not it was delivered before; the reply waits for the attempt.
         */
        post: operations["redeliverEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Neither `.` nor `..`, which URLs leave out. */
        WorldName: string;
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
        };
        Health: {
            /** @constant */
            name: "standin";
            version: string;
            /** @description How many there are. */
            worlds: number;
        };
        Providers: {
            providers: components["schemas"]["Provider"][];
        };
        Provider: {
            name: string;
            title: string;
            /** @description Where it answers; behind `/~<world>` for another world than `default`. */
            path: string;
            operations: {
                operationId: string;
                method: string;
                path: string;
            }[];
            scenarios: {
                name: string;
                /** @description What it makes, its parameters, and what it gives. */
                describe: string;
            }[];
        };
        World: {
            name: components["schemas"]["WorldName"];
            /**
             * Format: date-time
             * @description Real time.
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Real time.
             */
            lastUsedAt: string;
            /** @description Whether exchanges note which members of a request no handler read. */
            tracing: boolean;
            clock: components["schemas"]["Clock"];
            snapshots: number;
            faults: number;
            /** @description How many the journal holds. */
            exchanges: number;
            /** @description How many the outbox holds. */
            events: number;
        };
        Worlds: {
            worlds: components["schemas"]["World"][];
        };
        WorldSettings: {
            /** @description Note for each exchange which members of its request no handler read. */
            tracing?: boolean;
        };
        Fork: {
            into: components["schemas"]["WorldName"];
        };
        Snapshot: {
            name: string;
            /**
             * Format: date-time
             * @description World time when it was taken.
             */
            now: string;
        };
        Snapshots: {
            snapshots: components["schemas"]["Snapshot"][];
        };
        Clock: {
            /** Format: date-time */
            now: string;
            frozen: boolean;
            /** @description World milliseconds for each real one; 0 when frozen. */
            scale: number;
        };
        ClockChange: {
            /**
             * Format: date-time
             * @description From 1970 to the end of the year 9999.
             */
            now?: string;
            /** @description `false` lets it run on, at `scale` or as fast as real time. */
            frozen?: boolean;
            /** @description World milliseconds for each real one. */
            scale?: number;
        };
        ClockAdvance: {
            /**
             * @description Milliseconds, or an ISO 8601 duration of weeks, days, hours, minutes and seconds. It may lead to the end of the year
             *     9999.
             */
            by: number | string;
        };
        /** @description Milliseconds, or a range of them from which each exchange draws. */
        Duration: number | {
            from: number;
            to: number;
        };
        /** @description What is left out matches everything. */
        FaultMatch: {
            provider?: string;
            /** @description An `operationId`. */
            operation?: string;
            method?: string;
            /** @description The provider's own path; `*` stands for anything. */
            path?: string;
            query?: {
                [key: string]: string;
            };
            headers?: {
                [key: string]: string;
            };
            /** @description What the body must hold: objects are compared by the members named here, all else literally. */
            body?: unknown;
        };
        /** @description Whose turn it is among the exchanges that match. All that is given must hold; nothing given means every one. */
        FaultTurns: {
            /** @description Lets this many pass first. */
            after?: number;
            /** @description Every so many of those that follow. */
            every?: number;
            /** @description No more than this many; then it is used up. */
            first?: number;
            /** @description Drawn from a seeded generator: the same on every run. */
            probability?: number;
            /** @description First state of that generator. */
            seed?: string | number;
        };
        /**
         * @description Where in an exchange it strikes. `connection`: before anything of the request is looked at, as a gateway in front of
         *     the provider would. `route`: once the body is parsed, before credentials are checked. `handler` (the default): in
         *     place of the handler, so that the provider refuses still what it refuses by itself.
         * @enum {string}
         */
        FaultPosition: "connection" | "route" | "handler";
        /** @description What something in front of the provider answers, instead of handling the request. It need not be in the provider's description. */
        GatewayReply: {
            status: number;
            headers?: {
                [key: string]: string;
            };
            /** @description Text is sent as it is, anything else as JSON. Default: a short HTML page. */
            body?: unknown;
        };
        FaultEffect: {
            /** @description The reply leaves this much later, in real time. The exchange itself happens when it arrives. */
            latencyMs?: components["schemas"]["Duration"];
            /** @description The provider's own error of this status, instead of handling the request. */
            status?: number;
            /** @description Its body, where it shall not be the spec's example; it must fit the spec. */
            body?: unknown;
            /** @description For status 429, default 1. */
            retryAfterSeconds?: number;
            gateway?: components["schemas"]["GatewayReply"];
            /**
             * @description `reset`: the connection is broken off, and nothing has happened. `hang`: nothing happens and nobody answers until
             *     the client gives up, or after ten minutes. `lose-acknowledgement`: the exchange is committed, then the
             *     connection is broken off before the reply.
             * @enum {string}
             */
            connection?: "reset" | "hang" | "lose-acknowledgement";
            /**
             * @description The exchange is committed. `truncated`: the connection breaks off in the middle of the body. `malformed`: the
             *     body ends in the middle, as if it were whole. `slow`: the body comes in small pieces over `slowMs`.
             * @enum {string}
             */
            reply?: "truncated" | "malformed" | "slow";
            /** @default 2000 */
            slowMs?: number;
        };
        /** @description Either `effect` or a `preset`. */
        FaultRequest: {
            at?: components["schemas"]["FaultPosition"];
            match?: components["schemas"]["FaultMatch"];
            when?: components["schemas"]["FaultTurns"];
            effect?: components["schemas"]["FaultEffect"];
            /**
             * @description `flaky`: three of ten exchanges are answered by 500. `slow`: replies leave 500 to 2000 ms later. `outage`: a
             *     gateway answers 503 to everything. `gateway-timeout`: the same with 504. `maintenance`: 503 with `Retry-After`.
             *     `throttled`: every second exchange is answered by 429. `at` and `when` replace the preset's own.
             * @enum {string}
             */
            preset?: "flaky" | "slow" | "outage" | "gateway-timeout" | "maintenance" | "throttled";
        };
        Fault: {
            id: string;
            at: components["schemas"]["FaultPosition"];
            match: components["schemas"]["FaultMatch"];
            when: components["schemas"]["FaultTurns"];
            effect: components["schemas"]["FaultEffect"];
            preset?: string;
            /** @description How many exchanges it has matched. */
            matched: number;
            /** @description How many of them it has disturbed. */
            disturbed: number;
        };
        Faults: {
            faults: components["schemas"]["Fault"][];
        };
        HeaderValues: {
            [key: string]: string | string[];
        };
        Exchange: {
            /** @description Rises by one with every exchange of the world. */
            number: number;
            /**
             * Format: date-time
             * @description World time.
             */
            at: string;
            provider: string;
            /** @description Absent when no operation matched. */
            operationId?: string;
            request: {
                method: string;
                path: string;
                query: string;
                headers: components["schemas"]["HeaderValues"];
                body?: string;
            };
            reply: {
                status: number;
                headers: components["schemas"]["HeaderValues"];
                body?: string;
            };
            /** @description The id of the fault that disturbed it. */
            fault?: string;
            /** @description Why it was refused; absent when it was not. */
            refusal?: {
                /** @enum {string} */
                stage: "route" | "authenticate" | "rate limit" | "authorize" | "validate" | "handle" | "commit";
                /** @description Names the kind of reason, the same whatever the values in it; `docs/reasons.md` lists all. */
                code: string;
                /** @description In sentences. They never hold a secret. */
                reasons: string[];
            };
            /** @description What it changed in the state, in order. */
            changes: components["schemas"]["Change"][];
            /** @description How many changes are not shown, as they are too large together to be kept; absent where all are. */
            changesOmitted?: number;
            /** @description Members of the request that no handler read, as JSON pointers below `/query`, `/headers` and `/body`; the first 1,000 of each. Absent unless the world is traced. */
            unread?: string[];
        };
        Change: {
            collection: string;
            key: string;
            /** @description The row before; absent when there was none. */
            before?: {
                [key: string]: unknown;
            };
            /** @description The row after; absent when it was deleted. */
            after?: {
                [key: string]: unknown;
            };
        };
        Exchanges: {
            exchanges: components["schemas"]["Exchange"][];
        };
        Har: {
            log: {
                /** @constant */
                version: "1.2";
                creator: {
                    name: string;
                    version: string;
                };
                entries: {
                    /** Format: date-time */
                    startedDateTime: string;
                    time: number;
                    request: {
                        [key: string]: unknown;
                    };
                    response: {
                        [key: string]: unknown;
                    };
                    cache: {
                        [key: string]: unknown;
                    };
                    timings: {
                        [key: string]: unknown;
                    };
                    comment?: string;
                }[];
            };
        };
        ScenarioParameters: {
            [key: string]: unknown;
        };
        ScenarioResult: {
            /** @description What the scenario gives; absent when it gives nothing. */
            result?: unknown;
        };
        State: {
            collections: {
                [key: string]: {
                    [key: string]: unknown;
                }[];
            };
            counters: {
                [key: string]: number;
            };
        };
        Attempt: {
            /**
             * Format: date-time
             * @description World time.
             */
            at: string;
            headers: components["schemas"]["HeaderValues"];
            body: string;
            /** @description The receiver's answer; absent when there was none. */
            status?: number;
            /** @description Why there was none; where the target may not be sent to, why nothing was sent. */
            error?: string;
        };
        Event: {
            number: number;
            provider: string;
            /**
             * Format: date-time
             * @description World time of the exchange that made it.
             */
            at: string;
            type: string;
            url: string;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed";
            attempts: components["schemas"]["Attempt"][];
        };
        Outbox: {
            events: components["schemas"]["Event"][];
        };
    };
    responses: {
        /** @description The request is not as it must be, or asks for what cannot be. `detail` says what to do. */
        Invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Bad Request",
                 *       "status": 400,
                 *       "detail": "path.world: must match pattern \"^[A-Za-z0-9._-]{1,64}$\""
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description This standin was started with a control token, and the request does not carry it. */
        Unauthorized: {
            headers: {
                /** @example Bearer */
                "WWW-Authenticate": string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unauthorized",
                 *       "status": 401,
                 *       "detail": "Send the token of --control-token as Authorization: Bearer."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is no control token, and the request may come from elsewhere than a program of this machine: `detail` says why. */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Forbidden",
                 *       "status": 403,
                 *       "detail": "Without a control token no page of another origin may drive standin, and this request comes from one. Start standin with --control-token, and send that as Authorization: Bearer."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is nothing of that name. */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Not Found",
                 *       "status": 404,
                 *       "detail": "World checkout-test has no snapshot \"signed in\"; it has none."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The path takes other methods. */
        MethodNotAllowed: {
            headers: {
                /** @example GET, PUT */
                Allow: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Method Not Allowed",
                 *       "status": 405,
                 *       "detail": "This path takes GET, PUT."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A bound is reached. `detail` says which, and how to make room. */
        TooMany: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Conflict",
                 *       "status": 409,
                 *       "detail": "There are 1000 worlds, all used within the last 60 seconds. Delete some, or start standin with a higher --max-worlds."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than this operation takes. */
        ContentTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Content Too Large",
                 *       "status": 413,
                 *       "detail": "The body may have 1048576 bytes."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Bodies are JSON. */
        UnsupportedMediaType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Unsupported Media Type",
                 *       "status": 415,
                 *       "detail": "Send application/json, not text/plain."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not given by the control API itself, which has no rate limit. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Too Many Requests",
                 *       "status": 429,
                 *       "detail": "Try again later."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A bug in standin. */
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Internal Server Error",
                 *       "status": 500,
                 *       "detail": "This is a bug in standin."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @example checkout-test */
        World: components["schemas"]["WorldName"];
        /**
         * @description Neither `.` nor `..`, which URLs leave out.
         * @example signed in
         */
        Snapshot: string;
        /** @example fault-1 */
        Fault: string;
        /** @example avacy */
        ProviderName: string;
        /** @example an API token */
        Scenario: string;
        /**
         * @description The event's number.
         * @example 1
         */
        Event: number;
        /** @description Only exchanges of this provider. */
        Provider: string;
        /** @description Only exchanges of this operation, by its `operationId`. */
        Operation: string;
        /** @description Only requests of this method. */
        Method: string;
        /**
         * @description Only replies of this status, or of this class of them.
         * @example 4xx
         */
        Status: string;
        /** @description Only exchanges after the one of this number. */
        Since: number;
        /** @description No more than this many. */
        Limit: number;
        /** @description Waits this long, in real time, for exchanges that match; then replies with those there are. */
        WaitMs: number;
        /** @description How many exchanges `waitMs` waits for. */
        Count: number;
        /** @description The last event that the client has seen; browsers send it when they connect again. */
        LastEventId: number;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "standin",
                     *       "version": "0.1.0",
                     *       "worlds": 2
                     *     }
                     */
                    "application/json": components["schemas"]["Health"];
                };
            };
            401: components["responses"]["Unauthorized"];
        };
    };
    listProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "providers": [
                     *         {
                     *           "name": "avacy",
                     *           "title": "Avacy Consent Solution API",
                     *           "path": "/avacy",
                     *           "operations": [
                     *             {
                     *               "operationId": "recordConsent",
                     *               "method": "POST",
                     *               "path": "/{tenant}/domains_groups/{id}/consents"
                     *             }
                     *           ],
                     *           "scenarios": [
                     *             {
                     *               "name": "an API token",
                     *               "describe": "A token of a tenant."
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Providers"];
                };
            };
            401: components["responses"]["Unauthorized"];
        };
    };
    listWorlds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, the longest used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "worlds": [
                     *         {
                     *           "name": "checkout-test",
                     *           "createdAt": "2024-01-01T00:00:00.000Z",
                     *           "lastUsedAt": "2024-01-01T00:00:05.000Z",
                     *           "tracing": false,
                     *           "clock": {
                     *             "now": "2024-01-01T00:00:00.000Z",
                     *             "frozen": true,
                     *             "scale": 0
                     *           },
                     *           "snapshots": 1,
                     *           "faults": 0,
                     *           "exchanges": 12,
                     *           "events": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Worlds"];
                };
            };
            401: components["responses"]["Unauthorized"];
        };
    };
    getWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "checkout-test",
                     *       "createdAt": "2024-01-01T00:00:00.000Z",
                     *       "lastUsedAt": "2024-01-01T00:00:05.000Z",
                     *       "tracing": false,
                     *       "clock": {
                     *         "now": "2024-01-01T00:00:00.000Z",
                     *         "frozen": true,
                     *         "scale": 0
                     *       },
                     *       "snapshots": 1,
                     *       "faults": 0,
                     *       "exchanges": 12,
                     *       "events": 0
                     *     }
                     */
                    "application/json": components["schemas"]["World"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
        };
    };
    putWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "tracing": true
                 *     }
                 */
                "application/json": components["schemas"]["WorldSettings"];
            };
        };
        responses: {
            /** @description The world. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "checkout-test",
                     *       "createdAt": "2024-01-01T00:00:00.000Z",
                     *       "lastUsedAt": "2024-01-01T00:00:05.000Z",
                     *       "tracing": false,
                     *       "clock": {
                     *         "now": "2024-01-01T00:00:00.000Z",
                     *         "frozen": true,
                     *         "scale": 0
                     *       },
                     *       "snapshots": 1,
                     *       "faults": 0,
                     *       "exchanges": 12,
                     *       "events": 0
                     *     }
                     */
                    "application/json": components["schemas"]["World"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    deleteWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
        };
    };
    resetWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world as new. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "checkout-test",
                     *       "createdAt": "2024-01-01T00:00:00.000Z",
                     *       "lastUsedAt": "2024-01-01T00:00:05.000Z",
                     *       "tracing": false,
                     *       "clock": {
                     *         "now": "2024-01-01T00:00:00.000Z",
                     *         "frozen": true,
                     *         "scale": 0
                     *       },
                     *       "snapshots": 1,
                     *       "faults": 0,
                     *       "exchanges": 12,
                     *       "events": 0
                     *     }
                     */
                    "application/json": components["schemas"]["World"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    forkWorld: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "into": "checkout-test-2"
                 *     }
                 */
                "application/json": components["schemas"]["Fork"];
            };
        };
        responses: {
            /** @description The new world. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "checkout-test",
                     *       "createdAt": "2024-01-01T00:00:00.000Z",
                     *       "lastUsedAt": "2024-01-01T00:00:05.000Z",
                     *       "tracing": false,
                     *       "clock": {
                     *         "now": "2024-01-01T00:00:00.000Z",
                     *         "frozen": true,
                     *         "scale": 0
                     *       },
                     *       "snapshots": 1,
                     *       "faults": 0,
                     *       "exchanges": 12,
                     *       "events": 0
                     *     }
                     */
                    "application/json": components["schemas"]["World"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    listSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in the order in which they were taken. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "snapshots": [
                     *         {
                     *           "name": "signed in",
                     *           "now": "2024-01-01T00:00:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Snapshots"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    getSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description Neither `.` nor `..`, which URLs leave out.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "signed in",
                     *       "now": "2024-01-01T00:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    putSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description Neither `.` nor `..`, which URLs leave out.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The snapshot. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "signed in",
                     *       "now": "2024-01-01T00:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["Snapshot"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    deleteSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description Neither `.` nor `..`, which URLs leave out.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    restoreSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description Neither `.` nor `..`, which URLs leave out.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The world as it was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "checkout-test",
                     *       "createdAt": "2024-01-01T00:00:00.000Z",
                     *       "lastUsedAt": "2024-01-01T00:00:05.000Z",
                     *       "tracing": false,
                     *       "clock": {
                     *         "now": "2024-01-01T00:00:00.000Z",
                     *         "frozen": true,
                     *         "scale": 0
                     *       },
                     *       "snapshots": 1,
                     *       "faults": 0,
                     *       "exchanges": 12,
                     *       "events": 0
                     *     }
                     */
                    "application/json": components["schemas"]["World"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2024-01-01T00:00:00.000Z",
                     *       "frozen": true,
                     *       "scale": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    changeClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "now": "2024-01-01T00:00:00.000Z",
                 *       "frozen": true
                 *     }
                 */
                "application/json": components["schemas"]["ClockChange"];
            };
        };
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2024-01-01T00:00:00.000Z",
                     *       "frozen": true,
                     *       "scale": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "by": "PT15M"
                 *     }
                 */
                "application/json": components["schemas"]["ClockAdvance"];
            };
        };
        responses: {
            /** @description The clock. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2024-01-01T00:00:00.000Z",
                     *       "frozen": true,
                     *       "scale": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Clock"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of them, in the order in which they are asked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "faults": [
                     *         {
                     *           "id": "fault-1",
                     *           "at": "handler",
                     *           "match": {
                     *             "provider": "avacy",
                     *             "operation": "recordConsent"
                     *           },
                     *           "when": {
                     *             "first": 2
                     *           },
                     *           "effect": {
                     *             "status": 429,
                     *             "retryAfterSeconds": 5
                     *           },
                     *           "matched": 0,
                     *           "disturbed": 0
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Faults"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    addFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "match": {
                 *         "provider": "avacy",
                 *         "operation": "recordConsent"
                 *       },
                 *       "when": {
                 *         "first": 2
                 *       },
                 *       "effect": {
                 *         "status": 429,
                 *         "retryAfterSeconds": 5
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["FaultRequest"];
            };
        };
        responses: {
            /** @description The fault. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fault-1",
                     *       "at": "handler",
                     *       "match": {
                     *         "provider": "avacy",
                     *         "operation": "recordConsent"
                     *       },
                     *       "when": {
                     *         "first": 2
                     *       },
                     *       "effect": {
                     *         "status": 429,
                     *         "retryAfterSeconds": 5
                     *       },
                     *       "matched": 0,
                     *       "disturbed": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Fault"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    clearFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There are none now. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    getFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example fault-1 */
                fault: components["parameters"]["Fault"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The fault. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "fault-1",
                     *       "at": "handler",
                     *       "match": {
                     *         "provider": "avacy",
                     *         "operation": "recordConsent"
                     *       },
                     *       "when": {
                     *         "first": 2
                     *       },
                     *       "effect": {
                     *         "status": 429,
                     *         "retryAfterSeconds": 5
                     *       },
                     *       "matched": 0,
                     *       "disturbed": 0
                     *     }
                     */
                    "application/json": components["schemas"]["Fault"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    deleteFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example fault-1 */
                fault: components["parameters"]["Fault"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    listExchanges: {
        parameters: {
            query?: {
                /** @description Only exchanges of this provider. */
                provider?: components["parameters"]["Provider"];
                /** @description Only exchanges of this operation, by its `operationId`. */
                operation?: components["parameters"]["Operation"];
                /** @description Only requests of this method. */
                method?: components["parameters"]["Method"];
                /**
                 * @description Only replies of this status, or of this class of them.
                 * @example 4xx
                 */
                status?: components["parameters"]["Status"];
                /** @description Only exchanges after the one of this number. */
                since?: components["parameters"]["Since"];
                /** @description No more than this many. */
                limit?: components["parameters"]["Limit"];
                /** @description Waits this long, in real time, for exchanges that match; then replies with those there are. */
                waitMs?: components["parameters"]["WaitMs"];
                /** @description How many exchanges `waitMs` waits for. */
                count?: components["parameters"]["Count"];
            };
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchanges that match. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exchanges"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    clearExchanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is empty. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    streamExchanges: {
        parameters: {
            query?: {
                /** @description Only exchanges of this provider. */
                provider?: components["parameters"]["Provider"];
                /** @description Only exchanges of this operation, by its `operationId`. */
                operation?: components["parameters"]["Operation"];
                /** @description Only requests of this method. */
                method?: components["parameters"]["Method"];
                /**
                 * @description Only replies of this status, or of this class of them.
                 * @example 4xx
                 */
                status?: components["parameters"]["Status"];
                /** @description Only exchanges after the one of this number. */
                since?: components["parameters"]["Since"];
                /** @description No more than this many. */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /** @description The last event that the client has seen; browsers send it when they connect again. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events named `exchange`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example :
                     *
                     *     id: 1
                     *     event: exchange
                     *     data: {"number":1,"at":"2024-01-01T00:00:00.000Z","provider":"toy","request":{"method":"GET","path":"/toy/things","query":"","headers":{}},"reply":{"status":200,"headers":{}},"changes":[]}
                     */
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    exportExchanges: {
        parameters: {
            query?: {
                /** @description Only exchanges of this provider. */
                provider?: components["parameters"]["Provider"];
                /** @description Only exchanges of this operation, by its `operationId`. */
                operation?: components["parameters"]["Operation"];
                /** @description Only requests of this method. */
                method?: components["parameters"]["Method"];
                /**
                 * @description Only replies of this status, or of this class of them.
                 * @example 4xx
                 */
                status?: components["parameters"]["Status"];
                /** @description Only exchanges after the one of this number. */
                since?: components["parameters"]["Since"];
                /** @description No more than this many. */
                limit?: components["parameters"]["Limit"];
            };
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "log": {
                     *         "version": "1.2",
                     *         "creator": {
                     *           "name": "standin",
                     *           "version": "0.1.0"
                     *         },
                     *         "entries": [
                     *           {
                     *             "startedDateTime": "2024-01-01T00:00:00.000Z",
                     *             "time": 0,
                     *             "request": {
                     *               "method": "GET",
                     *               "url": "http://standin.localhost/avacy/standin",
                     *               "httpVersion": "HTTP/1.1",
                     *               "cookies": [],
                     *               "headers": [],
                     *               "queryString": [],
                     *               "headersSize": -1,
                     *               "bodySize": 0
                     *             },
                     *             "response": {
                     *               "status": 200,
                     *               "statusText": "",
                     *               "httpVersion": "HTTP/1.1",
                     *               "cookies": [],
                     *               "headers": [],
                     *               "content": {
                     *                 "size": 2,
                     *                 "mimeType": "application/json",
                     *                 "text": "{}"
                     *               },
                     *               "redirectURL": "",
                     *               "headersSize": -1,
                     *               "bodySize": 2
                     *             },
                     *             "cache": {},
                     *             "timings": {
                     *               "send": 0,
                     *               "wait": 0,
                     *               "receive": 0
                     *             }
                     *           }
                     *         ]
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Har"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    runScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example avacy */
                provider: components["parameters"]["ProviderName"];
                /** @example an API token */
                scenario: components["parameters"]["Scenario"];
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "token": "7|fake-token"
                 *     }
                 */
                "application/json": components["schemas"]["ScenarioParameters"];
            };
        };
        responses: {
            /** @description What the scenario tells of what it made. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "result": {
                     *         "token": "7|fake-token"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ScenarioResult"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    getState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example avacy */
                provider: components["parameters"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "collections": {
                     *         "tokens": [
                     *           {
                     *             "token": "7|fake-token",
                     *             "tenant": "standin",
                     *             "revoked": false
                     *           }
                     *         ]
                     *       },
                     *       "counters": {
                     *         "consents/standin": 3
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["State"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    putState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /** @example avacy */
                provider: components["parameters"]["ProviderName"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "collections": {
                 *         "tokens": [
                 *           {
                 *             "token": "7|fake-token",
                 *             "tenant": "standin",
                 *             "revoked": false
                 *           }
                 *         ]
                 *       },
                 *       "counters": {
                 *         "consents/standin": 3
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["State"];
            };
        };
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "collections": {
                     *         "tokens": [
                     *           {
                     *             "token": "7|fake-token",
                     *             "tenant": "standin",
                     *             "revoked": false
                     *           }
                     *         ]
                     *       },
                     *       "counters": {
                     *         "consents/standin": 3
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["State"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
    listEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order in which they happened. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "events": [
                     *         {
                     *           "number": 1,
                     *           "provider": "didit",
                     *           "at": "2024-01-01T00:00:00.000Z",
                     *           "type": "session.updated",
                     *           "url": "http://127.0.0.1:8080/webhooks",
                     *           "state": "failed",
                     *           "attempts": [
                     *             {
                     *               "at": "2024-01-01T00:00:00.000Z",
                     *               "headers": {
                     *                 "content-type": "application/json"
                     *               },
                     *               "body": "{}",
                     *               "status": 503
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Outbox"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["TooMany"];
        };
    };
    redeliverEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example checkout-test */
                world: components["parameters"]["World"];
                /**
                 * @description The event's number.
                 * @example 1
                 */
                event: components["parameters"]["Event"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The event with this attempt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "number": 1,
                     *       "provider": "didit",
                     *       "at": "2024-01-01T00:00:00.000Z",
                     *       "type": "session.updated",
                     *       "url": "http://127.0.0.1:8080/webhooks",
                     *       "state": "failed",
                     *       "attempts": [
                     *         {
                     *           "at": "2024-01-01T00:00:00.000Z",
                     *           "headers": {
                     *             "content-type": "application/json"
                     *           },
                     *           "body": "{}",
                     *           "status": 503
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Event"];
                };
            };
            400: components["responses"]["Invalid"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            409: components["responses"]["TooMany"];
        };
    };
}
