import openapiTS, { astToString } from "openapi-typescript";
import type { OpenApiDocument } from "./operations.ts";

/**
 * The TypeScript types of one OpenAPI document.
 *
 * @param source what to change instead of the types
 */
export async function writeTypes(document: OpenApiDocument, source = "the spec"): Promise<string> {
  // Members with a default stay optional in requests; what a reply always has, its schema lists as required.
  const ast = await openapiTS(structuredClone(document) as never, { defaultNonNullable: false, silent: true });
  return `// Written by \`npm run generate\`. Do not edit: change ${source}.\n\n${astToString(ast)}`;
}
