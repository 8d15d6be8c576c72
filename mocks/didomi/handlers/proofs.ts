import type { Handlers } from "#engine/handlers.ts";
import type { components, operations } from "#generated/didomi/types.ts";
import type { DidomiCaller } from "../credentials.ts";
import { CREATED_STATUS } from "../options.ts";
import { badRequest, noRecord } from "../problems.ts";
import { findProof, readFile, storeProof } from "../proofs.ts";
import type { StoredProof, state } from "../state.ts";

const toProof = ({ id, size, file }: StoredProof): components["schemas"]["Proof"] => ({ id, size, file });

/** Files that document a consent. They are written once and never listed. */
export const proofHandlers: Pick<Handlers<operations, typeof state, DidomiCaller>, "createProof" | "getProof"> = {
  async createProof({ body, caller }, context) {
    const readable = readFile("file" in body ? body.file : body.proof);
    if (readable === undefined) return badRequest("'file' cannot be decoded");
    return { status: CREATED_STATUS, body: toProof(await storeProof(readable, caller.organizationId, context)) };
  },

  async getProof({ path: { id }, caller }, context) {
    const proof = await findProof(caller.organizationId, id, context);
    return proof === undefined ? noRecord(id) : { status: 200, body: toProof(proof) };
  },
};
