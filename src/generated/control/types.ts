// Written by `npm run generate`. Do not edit: change the spec.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Check that standin is running */
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
    "/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The limits of what is stored
         * @description `docs/limits.md` says what happens at each.
         */
        get: operations["getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/agreement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which checkers have seen which documented replies
         * @description As of the release of this version: what `docs/agreement.md` says of the providers that answer here.
         */
        get: operations["getAgreement"];
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
        /** List all worlds */
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
        /** Get a world */
        get: operations["getWorld"];
        /**
         * Create a world, or change its settings
         * @description An existing world keeps its state. A reset or restore keeps the settings; a fork begins with those of its origin.
         */
        put: operations["putWorld"];
        post?: never;
        /** Delete a world and its snapshots */
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
         * Reset a world to its seed
         * @description Resets state, ids, clock, faults, journal and outbox. Snapshots are kept.
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
         * Create a copy of a world
         * @description The copy has the same state, ids, clock and credentials, and its own journal, faults and outbox. An existing world of
         *     that name is replaced.
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
        /** List the snapshots of a world */
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
                 * @description Neither `.` nor `..`, which URLs drop.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        /** Get a snapshot */
        get: operations["getSnapshot"];
        /**
         * Save a snapshot of a world
         * @description Saves state, ids and clock; the cost does not depend on the size. Replaces a snapshot of that name.
         */
        put: operations["putSnapshot"];
        post?: never;
        /** Delete a snapshot */
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
                 * @description Neither `.` nor `..`, which URLs drop.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a snapshot
         * @description Restores state, ids and clock. Journal, faults and outbox are kept.
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
        /** Get the clock of a world */
        get: operations["getClock"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set, freeze or scale the clock
         * @description Setting it forward runs the work that falls due, as advancing does.
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
         * @description Work that falls due (such as webhook retries) runs in order, each item at its own time, before the reply.
         */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/due": {
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
         * List what is due next
         * @description Scheduled work of the mocks, such as expiries, and pending webhooks, in the order in which the clock runs them; the first
         *     1000 of either.
         */
        get: operations["listDue"];
        put?: never;
        post?: never;
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
        /** List the faults of a world */
        get: operations["listFaults"];
        put?: never;
        /**
         * Add a fault
         * @description The first fault whose `match` and `when` apply to an exchange takes effect. By default it replaces the handler, so the
         *     provider still refuses invalid requests itself (missing credentials, an invalid body). `at` moves it to an earlier
         *     stage.
         */
        post: operations["addFault"];
        /** Delete all faults */
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
        /** Get a fault */
        get: operations["getFault"];
        put?: never;
        post?: never;
        /** Delete a fault */
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
         * List exchanges
         * @description Requests and replies, oldest first: the first ones after `since`, or, without it, the newest. Secrets are redacted.
         *     With `waitMs` the reply waits for `count` matching exchanges.
         */
        get: operations["listExchanges"];
        put?: never;
        post?: never;
        /** Clear the journal */
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
         * @description Server-sent events: each `data` is one exchange, its `id` the number to resume after (`since`, or the header
         *     `Last-Event-ID`). Ends with the world, or after `limit` exchanges.
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
         * Export the journal as an HTTP archive
         * @description HAR 1.2, for browsers and HTTP tools.
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
         * Run a scenario of a provider
         * @description `GET /providers` lists the scenarios with the schemas of their parameters and results. The body contains the
         *     parameters; an unknown or invalid one answers 400.
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
         * Get the state of a provider
         * @description Rows as the mock keeps them, secrets included. Their shape belongs to this version of standin.
         */
        get: operations["getState"];
        /**
         * Replace the state of a provider
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
        /** List pending and delivered events */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/worlds/{world}/outbox/settle": {
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
         * Wait until every delivery that is due has been tried
         * @description Work that is due runs first. Retries that are due later are not waited for: move the clock.
         */
        post: operations["settleOutbox"];
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
         * Deliver an event again
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
        /** @description Neither `.` nor `..`, which URLs drop. */
        WorldName: string;
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description The kind of error, one of those in `docs/errors.md`; absent where only this description forbids the request. */
            code?: string;
        };
        Health: {
            /** @constant */
            name: "standin";
            version: string;
            /** @description How many there are. */
            worlds: number;
            /** @description The providers that it mocks. `GET /providers` describes them. */
            providers: {
                name: string;
                /** @description Where it answers; behind `/~<world>` for another world than `default`. */
                path: string;
                /** @description The provider's real hosts. */
                hosts: string[];
            }[];
        };
        Providers: {
            providers: components["schemas"]["Provider"][];
        };
        Provider: {
            name: string;
            title: string;
            /** @description Where it answers; behind `/~<world>` for another world than `default`. */
            path: string;
            /** @description The credentials of the seed. */
            credentials: {
                name: string;
                value: string;
            }[];
            /** @description A request that these credentials may make. */
            example: {
                method: string;
                /** @description Below the provider's `path`, with the query. */
                path: string;
                headers?: {
                    [key: string]: string;
                };
                /** @description Sent as JSON. */
                body?: unknown;
            };
            operations: {
                operationId: string;
                method: string;
                path: string;
            }[];
            scenarios: {
                name: string;
                /** @description What it does. */
                describe: string;
                /** @description What `runScenario` takes: an object schema with every parameter, its type, limits and default. */
                parameters: components["schemas"]["JsonSchema"];
                /** @description What it gives; absent when it gives nothing. */
                result?: components["schemas"]["JsonSchema"];
            }[];
        };
        Limits: {
            limits: {
                [key: string]: number;
            };
            used: {
                worlds: number;
                /** @description By estimate. */
                journalsBytes: number;
            };
        };
        Agreement: {
            checkers: string[];
            providers: {
                name: string;
                rows: {
                    /** @description An `operationId`, or the name of a common response. */
                    operation: string;
                    status: string;
                    /** @description In the order of `checkers`. */
                    seen: ("agreed" | "hole" | "unneeded")[];
                    provenance: string;
                }[];
            }[];
        };
        DueItems: {
            due: components["schemas"]["DueItem"][];
        };
        DueItem: {
            /**
             * Format: date-time
             * @description World time.
             */
            at: string;
            /** @enum {string} */
            kind: "work" | "webhook";
            provider: string;
            /** @description Which work of the mock, or the type of the event. */
            name: string;
            /** @description What the work is about, such as the id of a session, or the number of the event. */
            subject: string;
        };
        /** @description A JSON Schema (2020-12); its references lead to its own `$defs`. */
        JsonSchema: {
            [key: string]: unknown;
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
            trackReads: boolean;
            /** @description Where all webhooks go, whatever the mocks say; absent where they go where the mocks say. */
            webhookReceiver?: string;
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
            trackReads?: boolean;
            /**
             * @description An http or https URL: from now on all webhooks of this world go there, whatever the mocks say, and a mock that has no
             *     receiver sends them too. It is allowed as a target. `null`: where the mocks say.
             */
            webhookReceiver?: string | null;
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
            /** @description World milliseconds for each real one; 0 freezes it. */
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
        /** @description Selects exchanges. An absent member matches everything. */
        FaultMatch: {
            provider?: string;
            /** @description An `operationId`. */
            operation?: string;
            method?: string;
            /** @description The provider's own path; `*` matches any text. */
            path?: string;
            query?: {
                [key: string]: string;
            };
            headers?: {
                [key: string]: string;
            };
            /** @description What the body must contain: objects are compared by the members named here, everything else literally. */
            body?: unknown;
        };
        /** @description Which of the matching exchanges are affected. All given conditions must hold; without any, every one is affected. */
        FaultTurns: {
            /** @description Skips this many first. */
            after?: number;
            /** @description Affects every n-th of the remaining ones. */
            every?: number;
            /** @description Affects at most this many; then the fault is used up. */
            first?: number;
            /** @description Drawn from a seeded generator: the same on every run. */
            probability?: number;
            /** @description Seed of that generator. */
            seed?: string | number;
        };
        /**
         * @description The stage of an exchange at which it takes effect. `connection`: before the request is parsed, like a gateway in front
         *     of the provider. `route`: after the body is parsed, before credentials are checked. `handler` (the default): in place
         *     of the handler, so that the provider still refuses invalid requests itself.
         * @enum {string}
         */
        FaultPosition: "connection" | "route" | "handler";
        /** @description The reply of a gateway in front of the provider, instead of handling the request. It need not be in the provider's spec. */
        GatewayReply: {
            status: number;
            headers?: {
                [key: string]: string;
            };
            /** @description Text is sent as it is, anything else as JSON. Default: a short HTML page. */
            body?: unknown;
        };
        FaultEffect: {
            /** @description Delays the reply, in real time. The exchange itself is processed when the request arrives. */
            latencyMs?: components["schemas"]["Duration"];
            /** @description The provider's own error of this status, instead of handling the request. */
            status?: number;
            /** @description The body of that error; default: the spec's example. It must fit the spec. */
            body?: unknown;
            /** @description For status 429, default 1. */
            retryAfterSeconds?: number;
            gateway?: components["schemas"]["GatewayReply"];
            /**
             * @description `reset`: the connection is reset, and nothing is committed. `hang`: nothing is committed and no reply is sent until
             *     the client gives up, or for ten minutes. `lose-acknowledgement`: the exchange is committed, then the connection is
             *     reset before the reply.
             * @enum {string}
             */
            connection?: "reset" | "hang" | "lose-acknowledgement";
            /**
             * @description The exchange is committed. `truncated`: the connection breaks off in the middle of the body. `malformed`: half of
             *     the body is sent as if it were complete. `slow`: the body is sent in small chunks over `slowMs`.
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
             * @description `flaky`: three of ten exchanges are answered with 500. `slow`: replies are delayed by 500 to 2000 ms. `outage`: a
             *     gateway answers 503 to everything. `gateway-timeout`: the same with 504. `maintenance`: 503 with `Retry-After`.
             *     `throttled`: every second exchange is answered with 429. `at` and `when` replace the preset's own.
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
            /** @description The number of matched exchanges. */
            matched: number;
            /** @description The number of affected exchanges. */
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
            /** @description The state changes, in order. */
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
            /** @description What it says, before it is signed; secrets are redacted, but for one-time codes. */
            body?: unknown;
            /** @enum {string} */
            state: "pending" | "delivered" | "failed";
            attempts: components["schemas"]["Attempt"][];
        };
        Outbox: {
            events: components["schemas"]["Event"][];
        };
    };
    responses: {
        /** @description The request is invalid, or cannot be applied. `detail` says what to do. */
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
        /** @description standin has no control token, and the request may not come from a local program; `detail` says why. */
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
        /** @description The named resource does not exist. */
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
        /** @description The path has no operation of this method. */
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
        /** @description A limit is reached. `detail` says which, and how to make room. */
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
        /** @description The body is larger than this operation allows. */
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
        /** @description The body is not JSON by its media type. */
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
        /** @description Not used by the control API itself, which has no rate limit. */
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
        /** @description Where worlds are stored (`--data`), the change could not be stored, and has been rolled back; or the world cannot be read. */
        NotStored: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "about:blank",
                 *       "title": "Service Unavailable",
                 *       "status": 503,
                 *       "detail": "The changes of world w cannot be stored, and have been rolled back: the disk is full."
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
         * @description Neither `.` nor `..`, which URLs drop.
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
        /** @description Only requests with this method. */
        Method: string;
        /**
         * @description Only replies with this status, or with a status of this class.
         * @example 4xx
         */
        Status: string;
        /** @description Only exchanges with a higher number. */
        Since: number;
        /** @description At most this many. */
        Limit: number;
        /** @description Waits up to this long, in real time, for matching exchanges; then replies with those so far. */
        WaitMs: number;
        /** @description How many exchanges `waitMs` waits for. */
        Count: number;
        /** @description The last event that the client has received; browsers send it when they reconnect. */
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
            /** @description standin is running. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "standin",
                     *       "version": "0.1.0",
                     *       "worlds": 2,
                     *       "providers": [
                     *         {
                     *           "name": "avacy",
                     *           "path": "/avacy",
                     *           "hosts": [
                     *             "api.avacy.eu"
                     *           ]
                     *         }
                     *       ]
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
                     *           "credentials": [
                     *             {
                     *               "name": "token",
                     *               "value": "1|fake-token"
                     *             }
                     *           ],
                     *           "example": {
                     *             "method": "GET",
                     *             "path": "/standin/domains_groups/1/consents"
                     *           },
                     *           "operations": [
                     *             {
                     *               "operationId": "recordConsent",
                     *               "method": "POST",
                     *               "path": "/{tenant}/domains_groups/{id}/consents"
                     *             }
                     *           ],
                     *           "scenarios": [
                     *             {
                     *               "name": "a rate limit",
                     *               "describe": "Limits the calls of each tenant.",
                     *               "parameters": {
                     *                 "type": "object",
                     *                 "additionalProperties": false,
                     *                 "properties": {
                     *                   "per_minute": {
                     *                     "description": "Calls per minute.",
                     *                     "type": "integer",
                     *                     "minimum": 0,
                     *                     "default": 60
                     *                   }
                     *                 }
                     *               }
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
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The limits, and what is used of them by all worlds together. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "limits": {
                     *         "worlds": 1000,
                     *         "exchanges": 500,
                     *         "journalBytes": 4194304
                     *       },
                     *       "used": {
                     *         "worlds": 2,
                     *         "journalsBytes": 12000
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Limits"];
                };
            };
            401: components["responses"]["Unauthorized"];
        };
    };
    getAgreement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows of each provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "checkers": [
                     *         "typed client",
                     *         "pact",
                     *         "verifier",
                     *         "comparator",
                     *         "Prism",
                     *         "walk"
                     *       ],
                     *       "providers": [
                     *         {
                     *           "name": "avacy",
                     *           "rows": [
                     *             {
                     *               "operation": "recordConsent",
                     *               "status": "201",
                     *               "seen": [
                     *                 "agreed",
                     *                 "agreed",
                     *                 "agreed",
                     *                 "agreed",
                     *                 "agreed",
                     *                 "unneeded"
                     *               ],
                     *               "provenance": "founding-document (undated)"
                     *             }
                     *           ]
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["Agreement"];
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
            /** @description All worlds, least recently used first. */
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
                     *           "trackReads": false,
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
                     *       "trackReads": false,
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
                 *       "trackReads": true
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
                     *       "trackReads": false,
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
            /** @description Deleted. */
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
            /** @description The world after the reset. */
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
                     *       "trackReads": false,
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
                     *       "trackReads": false,
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
            /** @description All snapshots, oldest first. */
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
                 * @description Neither `.` nor `..`, which URLs drop.
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
                 * @description Neither `.` nor `..`, which URLs drop.
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
                 * @description Neither `.` nor `..`, which URLs drop.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted. */
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
                 * @description Neither `.` nor `..`, which URLs drop.
                 * @example signed in
                 */
                snapshot: components["parameters"]["Snapshot"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The restored world. */
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
                     *       "trackReads": false,
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
    listDue: {
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
            /** @description All of it, earliest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "due": [
                     *         {
                     *           "at": "2024-01-01T00:15:00.000Z",
                     *           "kind": "work",
                     *           "provider": "didit",
                     *           "name": "expire session",
                     *           "subject": "1"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["DueItems"];
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
            /** @description All faults, in the order in which they are tried. */
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
            /** @description Deleted. */
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
            /** @description Deleted. */
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
                /** @description Only requests with this method. */
                method?: components["parameters"]["Method"];
                /**
                 * @description Only replies with this status, or with a status of this class.
                 * @example 4xx
                 */
                status?: components["parameters"]["Status"];
                /** @description Only exchanges with a higher number. */
                since?: components["parameters"]["Since"];
                /** @description At most this many. */
                limit?: components["parameters"]["Limit"];
                /** @description Waits up to this long, in real time, for matching exchanges; then replies with those so far. */
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
            /** @description The matching exchanges. */
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
            /** @description The journal is empty. */
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
                /** @description Only requests with this method. */
                method?: components["parameters"]["Method"];
                /**
                 * @description Only replies with this status, or with a status of this class.
                 * @example 4xx
                 */
                status?: components["parameters"]["Status"];
                /** @description Only exchanges with a higher number. */
                since?: components["parameters"]["Since"];
                /** @description At most this many. */
                limit?: components["parameters"]["Limit"];
            };
            header?: {
                /** @description The last event that the client has received; browsers send it when they reconnect. */
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
                /** @description Only requests with this method. */
                method?: components["parameters"]["Method"];
                /**
                 * @description Only replies with this status, or with a status of this class.
                 * @example 4xx
                 */
                status?: components["parameters"]["Status"];
                /** @description Only exchanges with a higher number. */
                since?: components["parameters"]["Since"];
                /** @description At most this many. */
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
            /** @description The result of the scenario. */
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
            /** @description All events, oldest first. */
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
    settleOutbox: {
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
            /** @description Nothing is due any more. */
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
