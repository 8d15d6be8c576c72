import { toFormText } from "#clients/form-encoding.ts";
import { anywhere, type Choose, inCollection, wellKnown } from "./memory.ts";
import { JSON_TYPE } from "./replies.ts";
import { type Asking, fillPath, keyOf } from "./steps.ts";

/** Makes the request of a step, with known values in the places of generated ones. */
export function toRequest(step: Asking, choose: Choose) {
  const { provider, operation, parameters, mediaType, body, choices } = step;
  const left = [...choices];
  const pathParameters: Record<string, string> = {};
  const query: [string, string][] = [];
  const headers: Record<string, string> = {};
  for (const parameter of operation.parameters) {
    const generated = parameters[keyOf(parameter)];
    const ofPath = parameter.in === "path" ? [inCollection(step, parameter.name)] : [];
    const names = [...ofPath, wellKnown(provider, parameter.name), anywhere(provider, parameter.name)];
    const value = choose(names, generated, left.shift());
    if (parameter.in === "path") pathParameters[parameter.name] = String(value ?? "");
    else if (value === undefined) continue;
    else if (parameter.in === "header") headers[parameter.name.toLowerCase()] = toHeaderText(String(value));
    else query.push(...toPairs(parameter.name, value));
  }
  const chosen = isRecord(body)
    ? Object.fromEntries(
        Object.entries(body).map(([name, value]) => {
          const names = [wellKnown(provider, name), inCollection(step, name), anywhere(provider, name)];
          return [name, choose(names, value, left.shift())];
        }),
      )
    : body;
  const text = chosen === undefined ? undefined : toText(chosen, mediaType ?? "");
  if (text !== undefined && mediaType !== undefined) headers["content-type"] = mediaType;
  const path = fillPath(operation.path, pathParameters);
  return { path, pathParameters, query: new URLSearchParams(query).toString(), headers, body: chosen, text };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const toHeaderText = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, "?").trim();

const toPairs = (name: string, value: unknown): [string, string][] =>
  Array.isArray(value)
    ? value.map((each) => [name, String(each)])
    : isRecord(value)
      ? Object.entries(value).map(([key, each]) => [key, String(each)])
      : [[name, String(value)]];

const toText = (value: unknown, mediaType: string): string =>
  JSON_TYPE.test(mediaType) || typeof value !== "object" || value === null ? JSON.stringify(value) : toFormText(value);
