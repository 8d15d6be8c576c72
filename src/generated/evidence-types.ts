// Written by `npm run generate`. Do not edit: change mocks/evidence.schema.yaml.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Evidence: {
            /** @description Everything that the rest of the file cites, by id. */
            sources: {
                [key: string]: components["schemas"]["Source"];
            };
            /** @description Every rule that is built, under its number. Other ids are groups without a number. */
            rules: {
                [key: string]: components["schemas"]["Rule"];
            };
            /** @description Known rules that the mock leaves out, each with the reason. */
            notBuilt?: {
                [key: string]: string;
            };
            operations: {
                [key: string]: components["schemas"]["OperationEvidence"];
            };
            /** @description What every operation may answer, by status (`x-common-responses` of the spec). */
            common: components["schemas"]["Statuses"];
            /** @description Questions that no source answers, and how the holder of an account finds out. */
            missing: components["schemas"]["MissingEvidence"][];
        };
        /** @description Has a date, or says why it has none. */
        Source: {
            kind: components["schemas"]["SourceKind"];
            /** @description One line. */
            what: string;
            since?: components["schemas"]["Since"];
            /** @description Why there is no date. */
            undated?: string;
        } & (unknown | unknown);
        /**
         * @description From the strongest evidence to the weakest.
         * @enum {unknown}
         */
        SourceKind: "founding-document" | "vendor-specification" | "vendor-documentation" | "payload" | "client-code" | "framework" | "inferred";
        /** @description Year, or year and month. */
        Since: string;
        SourceIds: string[];
        Rule: {
            /** @description The rule in one sentence. */
            states: string;
            from: components["schemas"]["SourceIds"];
            /** @description Only where it differs from the earliest date among the sources. */
            since?: components["schemas"]["Since"];
            /** @description What holds instead of the rule as its source states it. */
            replacedBy?: string;
            note?: string;
        };
        OperationEvidence: {
            /** @description How much the operation is used: 1 most, 5 least. */
            weight: number;
            /** @description Why it has that weight. */
            why: string;
            statuses: components["schemas"]["Statuses"];
        };
        Statuses: {
            [key: string]: components["schemas"]["StatusEvidence"];
        };
        StatusEvidence: {
            from: components["schemas"]["SourceIds"];
            note?: string;
        };
        MissingEvidence: {
            /** @description An operationId or the id of a rule. */
            about: string;
            /** @description Other rules that the same answer settles. */
            settles?: string[];
            /** @description Where it shows, for the order of the queue; needed when `about` is a rule. `all` is every operation. */
            operations?: "all" | string[];
            /** @description The statuses in question; default is all. */
            statuses?: string[];
            question: string;
            /** @description How the holder of an account finds out. */
            how: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
