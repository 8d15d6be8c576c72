import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject } from "ajv/dist/types/index.js";
import type { components } from "#generated/evidence-types.ts";
import type { OpenApiDocument, OperationObject } from "#generation/operations.ts";
import { writeTypes } from "#generation/types.ts";

type Evidence = components["schemas"]["Evidence"];

/** The parts of a spec that the check of evidence uses. */
type Documented = Pick<OpenApiDocument, "paths" | "x-common-responses">;

const HEADER = "// Written by `npm run generate`. Do not edit: change mocks/<provider>/evidence.yaml.\n\n";

/** Sources that are only conventions or our own inference prove nothing about the provider. */
const UNPROVEN: readonly string[] = ["framework", "inferred"];

const toDocument = (schemas: object): OpenApiDocument =>
  ({
    openapi: "3.1.0",
    info: { title: "evidence", version: "1" },
    paths: {},
    components: { schemas },
  }) as unknown as OpenApiDocument;

/** The types of `evidence.yaml`, from its schema. */
export const writeEvidenceTypes = (schemas: object): Promise<string> =>
  writeTypes(toDocument(schemas), "mocks/evidence.schema.yaml");

/** One provider's evidence as a module. */
export const writeEvidence = (evidence: Evidence): string =>
  `${HEADER}import type { components } from "../evidence-types.ts";\n\n` +
  `export const evidence: components["schemas"]["Evidence"] = ${JSON.stringify(evidence, null, 2)};\n`;

/** The table of all evidence modules, each loaded on demand. */
export const writeEvidenceTable = (names: readonly string[]): string =>
  `${HEADER}import type { components } from "./evidence-types.ts";\n\n` +
  'export const evidence: Readonly<Record<string, () => Promise<components["schemas"]["Evidence"]>>> = {\n' +
  names.map((name) => `  ${name}: async () => (await import("./${name}/evidence.ts")).evidence,\n`).join("") +
  "};\n";

/** Checks the shape of a file. @returns what is wrong with it, one line each */
export function createEvidenceCheck(schemas: object): (evidence: unknown) => string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  ajv.addSchema({ $id: "evidence", ...toDocument(schemas) });
  const validate = ajv.compile({ $ref: "evidence#/components/schemas/Evidence" });
  return (evidence) => (validate(evidence) ? [] : (validate.errors ?? []).map(toLine));
}

const toLine = ({ instancePath, message = "is wrong", params }: ErrorObject): string => {
  const [detail] = Object.values(params).filter((value) => typeof value === "string");
  return `${instancePath || "/"} ${message}${detail === undefined ? "" : ` (${detail})`}`;
};

/**
 * Compares well-formed evidence with itself and with the spec.
 *
 * @returns errors, one line each: statuses without evidence, unknown names, and statuses and rules that are based only on
 *   convention or inference without an open question about them
 */
export function findEvidenceFaults(evidence: Evidence, spec: Documented): string[] {
  return [
    ...findUncovered(evidence, spec),
    ...findUnknownSources(evidence),
    ...findUnknownSubjects(evidence),
    ...findUnquestioned(evidence),
  ];
}

function findUncovered({ operations, common }: Evidence, spec: Documented): string[] {
  const documented = documentedIn(spec);
  const faults: string[] = [];
  const compare = (where: string, wanted: readonly string[], given: readonly string[]): void => {
    for (const each of wanted) if (!given.includes(each)) faults.push(`${where} ${each} has no evidence`);
    for (const each of given) if (!wanted.includes(each)) faults.push(`${where} ${each} is not in the spec`);
  };
  compare("operation", [...documented.keys()], Object.keys(operations));
  for (const [operationId, statuses] of documented)
    compare(operationId, statuses, Object.keys(operations[operationId]?.statuses ?? {}));
  compare("common", Object.keys(spec["x-common-responses"] ?? {}), Object.keys(common));
  return faults;
}

/** Every documented status, by operation. */
function documentedIn({ paths }: Documented): ReadonlyMap<string, readonly string[]> {
  const members = Object.values(paths).flatMap((item) => Object.values<object | string | undefined>(item));
  const operations = members.filter((each) => typeof each === "object" && "operationId" in each) as OperationObject[];
  return new Map(operations.map(({ operationId = "", responses }) => [operationId, Object.keys(responses)]));
}

/** Entries that cite sources, with a name for messages. */
const citing = ({ rules, operations, common }: Evidence): (readonly [string, readonly string[]])[] => [
  ...Object.entries(rules).map(([id, { from }]) => [id, from] as const),
  ...Object.entries(operations).flatMap(([operationId, { statuses }]) =>
    Object.entries(statuses).map(([status, { from }]) => [`${operationId} ${status}`, from] as const),
  ),
  ...Object.entries(common).map(([status, { from }]) => [`common ${status}`, from] as const),
];

function findUnknownSources(evidence: Evidence): string[] {
  const { sources } = evidence;
  const cited = citing(evidence);
  const used = new Set(cited.flatMap(([, from]) => from));
  return [
    ...cited.flatMap(([where, from]) =>
      from.filter((id) => !Object.hasOwn(sources, id)).map((id) => `${where} cites an unknown source: ${id}`),
    ),
    ...Object.keys(sources)
      .filter((id) => !used.has(id))
      .map((id) => `the source ${id} is cited by nothing`),
  ];
}

function findUnknownSubjects({ rules, notBuilt = {}, operations, missing }: Evidence): string[] {
  const isRule = (id: string): boolean => Object.hasOwn(rules, id);
  const isOperation = (id: string): boolean => Object.hasOwn(operations, id);
  return [
    ...Object.keys(notBuilt)
      .filter(isRule)
      .map((id) => `${id} is listed as built and as not built`),
    ...missing.flatMap(({ about, settles = [], operations: where }) => [
      ...(isRule(about) || isOperation(about) ? [] : [`a question is about an unknown rule or operation: ${about}`]),
      ...(isRule(about) && where === undefined ? [`the question about ${about} names no operation`] : []),
      ...settles.filter((id) => !isRule(id)).map((id) => `the question about ${about} settles an unknown rule: ${id}`),
      ...(where === undefined || where === "all" ? [] : where)
        .filter((id) => !isOperation(id))
        .map((id) => `the question about ${about} names an unknown operation: ${id}`),
    ]),
  ];
}

function findUnquestioned({ sources, rules, operations, missing }: Evidence): string[] {
  const isUnproven = (from: readonly string[]): boolean =>
    from.every((id) => UNPROVEN.includes(sources[id]?.kind ?? ""));
  const asksFor = (operationId: string, status: string): boolean =>
    missing.some(
      ({ about, operations: where = [], statuses }) =>
        (about === operationId || where === "all" || where.includes(operationId)) &&
        (statuses === undefined || statuses.includes(status)),
    );
  return [
    ...Object.entries(rules)
      .filter(([id, { from }]) => isUnproven(from) && !missing.some((each) => isAbout(each, id)))
      .map(([id]) => `${id} is inferred, and no question asks for its evidence`),
    ...Object.entries(operations).flatMap(([operationId, { statuses }]) =>
      Object.entries(statuses)
        .filter(([status, { from }]) => isUnproven(from) && !asksFor(operationId, status))
        .map(([status]) => `${operationId} ${status} is inferred, and no question asks for its evidence`),
    ),
  ];
}

const isAbout = ({ about, settles = [] }: Evidence["missing"][number], id: string): boolean =>
  about === id || settles.includes(id);
