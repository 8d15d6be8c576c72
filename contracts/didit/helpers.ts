import * as module from "#clients/didit.ts";
import { createDiditWebhookVerifier } from "#clients/didit.ts";
import { type CallSite, functionsOf, type Helpers } from "../agreement/contract.ts";
import { connect } from "./exchanges.ts";
import { failureCalls } from "./failure-calls.ts";
import { hostCalls } from "./host-calls.ts";
import { sessionCalls } from "./session-calls.ts";
import { tokenCalls } from "./token-calls.ts";
import { verificationCalls } from "./verification-calls.ts";
import { webhookCalls } from "./webhook-calls.ts";
import { connectByKey, workflowCalls } from "./workflow-calls.ts";

const nowhere = { baseUrl: "http://provider.invalid" } as CallSite;

export const helpers: Helpers = {
  functions: functionsOf(
    module,
    connect(nowhere),
    connectByKey(nowhere),
    createDiditWebhookVerifier({ secret: "a-secret" }),
  ),
  calls: [
    ...tokenCalls,
    ...sessionCalls,
    ...verificationCalls,
    ...hostCalls,
    ...failureCalls,
    ...workflowCalls,
    ...webhookCalls,
  ],
};
