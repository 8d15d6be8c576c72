import * as library from "@pactflow/openapi-pact-comparator";
import { toComparatorDocument, toComparatorPact } from "./comparator-input.ts";
import { findOperation, type Operation, resolve, type Schema, type Spec } from "./spec.ts";

// The package's declarations import each other in a way that TypeScript's NodeNext does not follow.
const { Comparator } = library as unknown as {
  readonly Comparator: new (document: object) => { compare(pact: object): AsyncIterable<Finding> };
};

interface Finding {
  readonly message: string;
  readonly type: "error" | "warning";
  readonly mockDetails?: { readonly location: string };
}

/** An error or a warning of the comparator: something in a pact that its spec does not allow. */
export interface Complaint {
  readonly interaction: string;
  readonly text: string;
}

export interface Comparison {
  readonly complaints: readonly Complaint[];
  /** The names of the applied exceptions, one entry per use. */
  readonly exceptions: readonly string[];
}

interface ComparedPact {
  readonly interactions: readonly {
    readonly description: string;
    readonly request: { readonly method?: string; readonly path?: string };
    readonly response: { readonly status?: number };
  }[];
}

interface Complained {
  readonly text: string;
  /** Where in the interaction, e.g. `request.headers.content-type`. */
  readonly place: string;
  readonly operation: Operation;
  /** Of the reply that the pact expects. */
  readonly status: number;
}

/** A known error of the comparator, and how to recognise it. */
export const COMPARATOR_EXCEPTIONS: Readonly<
  Record<string, { readonly reason: string; readonly covers: (complained: Complained) => boolean }>
> = {
  "request that is to be refused": {
    reason:
      "Of a request that gets a 4xx it excuses path, query and body, but not media types and credentials, which may be what it is refused for.",
    covers: ({ place, status }) => status >= 400 && status < 500 && place.startsWith("request."),
  },
  "exploded object in the query": {
    reason:
      "It looks for a parameter `name=…` where OpenAPI's `style: form, explode: true` spreads an object's members over the query.",
    covers: ({ text, place, operation }) => {
      const spread = operation.parameters.filter((each) => each.in === "query" && isExplodedObject(each));
      return (
        spread.some(({ name }) => place === `request.query.${name}` && /must be object/.test(text)) ||
        (spread.length > 0 && /^Query parameter is not defined/.test(text))
      );
    },
  },
};

const isExplodedObject = ({ style = "form", explode = true, schema }: Operation["parameters"][number]): boolean =>
  style === "form" && explode && schema?.["type"] === "object";

/** The comparator looks for the media types of a reply before it follows a reference, and would not find HTML behind one. */
function withRepliesInPlace(document: Schema): object {
  const copy = structuredClone(document) as { readonly paths: Record<string, Record<string, Partial<Replying>>> };
  for (const item of Object.values(copy.paths))
    for (const { responses = {} } of Object.values(item))
      for (const [status, response] of Object.entries(responses)) responses[status] = resolve(document, response);
  return copy;
}

interface Replying {
  readonly responses: Record<string, object>;
}

/** Compares a pact with the OpenAPI document of its provider. Warnings count as errors. */
export async function comparePact(spec: Spec, pact: ComparedPact): Promise<Comparison> {
  const comparator = new Comparator(withRepliesInPlace(toComparatorDocument(spec.document)));
  const complaints: Complaint[] = [];
  const exceptions: string[] = [];
  for await (const { message, type, mockDetails } of comparator.compare(toComparatorPact(pact))) {
    const [, at = "", place = ""] = /interactions\[(\d+)\]\.?(.*)/.exec(mockDetails?.location ?? "") ?? [];
    const interaction = pact.interactions[Number(at)];
    const { method = "", path = "" } = interaction?.request ?? {};
    const operation = findOperation(spec, method, path);
    const status = interaction?.response.status ?? 0;
    const exception = Object.entries(COMPARATOR_EXCEPTIONS).find(
      ([, { covers }]) => operation !== undefined && covers({ text: message, place, operation, status }),
    );
    if (exception !== undefined) exceptions.push(exception[0]);
    else complaints.push({ interaction: interaction?.description ?? "", text: `${type}: ${message} (${place})` });
  }
  return { complaints, exceptions };
}
