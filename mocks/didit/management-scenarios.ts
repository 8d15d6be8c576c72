import type { ScenarioCode } from "#engine/contract/scenarios.ts";
import type { ScenarioTypes } from "#generated/didit/scenario-types.ts";
import { putApplication, putWorkflow } from "./accounts.ts";
import { findApplication } from "./parameters.ts";
import { toSessionReview } from "./session-reviews.ts";
import { importSession, mintShareToken } from "./sharing.ts";
import type { state } from "./state.ts";
import { findVendorUser } from "./vendor-users.ts";
import { findWorkflow, leadTo } from "./workflow-scenarios.ts";
import { createWorkflowSession, review } from "./workflow-sessions.ts";
import { publishedWorkflow } from "./workflows.ts";

const WORKFLOW = "00000000-0000-4000-8000-0000000000f1";

export const managementScenarios = {
  "a reviewed session": {
    run(context, given) {
      const created = createWorkflowSession(findWorkflow(WORKFLOW, context), {}, context);
      const session = review(leadTo(created, { status: "In Review" }, context), given, context);
      const [newest] = session.reviews.map(toSessionReview);
      if (newest === undefined) throw new Error("a review left no entry");
      return { session_id: session.id, review: newest };
    },
  },
  "a verified user": {
    run(context, { vendor_data: vendorData, workflow_id, ...given }) {
      const workflow = findWorkflow(workflow_id, context);
      leadTo(createWorkflowSession(workflow, { vendorData }, context), given, context);
      const user = findVendorUser(workflow.clientId, vendorData, context);
      if (user === undefined) throw new Error("a session left no user");
      return { vendor_data: vendorData, didit_internal_id: user.id };
    },
  },
  "a shared session": {
    run(context, { client_id, partner_client_id, partner_workflow_id, vendor_data, ...given }) {
      const receiver = findApplication(client_id, context);
      const partner =
        context.applications.get(partner_client_id) ?? putApplication({ client_id: partner_client_id }, context);
      const workflow =
        publishedWorkflow(partner_workflow_id, context) ??
        putWorkflow({ id: partner_workflow_id }, partner_client_id, context);
      const created = createWorkflowSession(workflow, { vendorData: vendor_data }, context);
      const session = leadTo(created, given, context);
      const { imported_into: into } = given;
      const environment = "live";
      if (into !== undefined)
        importSession(session, findWorkflow(into, context), { isTrusted: true, environment }, context);
      const shareToken = mintShareToken(session, receiver, context, given.ttl_in_seconds);
      return { share_token: shareToken, original_id: session.id, partner_application_id: partner.id };
    },
  },
} satisfies Partial<ScenarioCode<typeof state, ScenarioTypes>>;
