import type { Api, OperationEntry, ResponseEntry } from "./operation.ts";
import type { Reply } from "./routed.ts";

/** A deliberate disturbance: exchanges that match are answered with the spec's own example for that status. */
export interface Fault {
  readonly provider: string;
  /** Default: every operation of the provider. */
  readonly operationId?: string;
  readonly status: number;
  /** How many exchanges it disturbs before it is used up; default: all. */
  readonly times?: number;
}

/** The faults of one world, in the order they were added. */
export class Faults {
  readonly #active: { readonly fault: Fault; left: number }[] = [];

  /** @throws RangeError when the spec knows no such operation, or the operation no such status */
  add(fault: Fault, api: Api): void {
    const operations = fault.operationId === undefined ? Object.keys(api.operations) : [fault.operationId];
    for (const operationId of operations) {
      const operation = api.operations[operationId];
      if (operation === undefined) throw new RangeError(`${fault.provider} has no operation ${operationId}`);
      if (exampleReply(api, operation, fault.status) === undefined)
        throw new RangeError(
          `the spec of ${fault.provider} documents no example of status ${fault.status} for ${operationId}`,
        );
    }
    this.#active.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  /** The reply of the first fault that matches, if any. */
  disturb(api: Api, operationId: string, operation: OperationEntry): Reply | undefined {
    if (this.#active.length === 0) return undefined;
    const index = this.#active.findIndex(
      ({ fault }) => fault.provider === api.name && (fault.operationId ?? operationId) === operationId,
    );
    const match = this.#active[index];
    if (match === undefined) return undefined;
    match.left -= 1;
    if (match.left <= 0) this.#active.splice(index, 1);
    return exampleReply(api, operation, match.fault.status);
  }

  clear(): void {
    this.#active.length = 0;
  }
}

function exampleReply(api: Api, operation: OperationEntry, status: number): Reply | undefined {
  const response: ResponseEntry | undefined = operation.responses[status] ?? api.commonResponses[status];
  if (response?.example === undefined) return undefined;
  const { example: body, exampleHeaders: headers } = response;
  return headers === undefined ? { status, body } : { status, headers, body };
}
