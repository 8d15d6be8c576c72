import type { Handlers } from "#engine/contract/handlers.ts";
import type { Security } from "#generated/didomi/security.ts";
import type { components, operations } from "#generated/didomi/types.ts";
import { CREATED_STATUS } from "../assumptions.ts";
import type { DidomiCallers } from "../credentials.ts";
import { badRequest, noRecord } from "../problems.ts";
import { findProof, readFile, storeProof } from "../proofs.ts";
import { reasons } from "../reasons.ts";
import type { StoredProof, state } from "../state.ts";

const toProof = ({ id, size, file }: StoredProof): components["schemas"]["Proof"] => ({ id, size, file });

/** Files that document a consent. They are written once and never listed. */
export const proofHandlers: Pick<
  Handlers<operations, typeof state, DidomiCallers, Security>,
  "createProof" | "getProof"
> = {
  createProof({ body, caller: { organizationId } }, context) {
    const read = "file" in body ? readFile(body.file, "file") : readFile(body.proof, "proof");
    if ("reason" in read) return badRequest("'file' cannot be decoded", read.reason);
    return { status: CREATED_STATUS, body: toProof(storeProof(read, organizationId, context)) };
  },

  getProof({ path: { id }, caller: { organizationId } }, context) {
    const proof = findProof(organizationId, id, context);
    if (proof === undefined) return noRecord(id, reasons.unknownProof({ organization: organizationId, id }));
    return { status: 200, body: toProof(proof) };
  },
};
