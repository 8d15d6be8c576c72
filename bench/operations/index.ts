import { avacyOperations } from "./avacy.ts";
import { diditOperations } from "./didit.ts";
import { didomiOperations } from "./didomi.ts";
import { netidOperations } from "./netid.ts";
import type { OperationSet } from "./operation-set.ts";

/** A provider that is missing here is noticed by `test/lean.test.ts`. */
export const operationSets: readonly OperationSet[] = [
  didomiOperations,
  avacyOperations,
  diditOperations,
  netidOperations,
];
