import openapiTS, { astToString } from "openapi-typescript";
import type { OpenApiDocument } from "./api.ts";

const HEADER = "// Written by `npm run generate`. Do not edit: change the spec.\n\n";

/** The TypeScript types of one OpenAPI document. */
export async function writeTypes(document: OpenApiDocument): Promise<string> {
  // Members with a default stay optional in requests; what a reply always has, its schema lists as required.
  const ast = await openapiTS(structuredClone(document) as never, { defaultNonNullable: false, silent: true });
  return HEADER + astToString(ast);
}
