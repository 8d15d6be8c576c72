import http from "node:http";
import https from "node:https";
import { findHost, readAsked, UNFINISHED } from "./node-targets.ts";

type Requester = Record<"request" | "get", (...args: never[]) => unknown>;

/**
 * Keeps the functions of `node:http` and `node:https` before another library patches them, for requests to proxies: MSW takes their
 * targets for paths, and throws. Those for intercepted hosts are answered by their connection.
 *
 * @returns a function that patches them once more, to be called afterwards; it returns one that takes this back
 */
export function keepRequests() {
  const patches = [keep(http), keep(https)];
  return (hosts: readonly string[], passesOthers: boolean): (() => void) => {
    const known = new Set(hosts);
    const isProxied = (args: readonly unknown[]): boolean => {
      const asked = readAsked(requestLineOf(args));
      return asked !== undefined && asked !== UNFINISHED && (passesOthers || findHost(asked.host, known) !== undefined);
    };
    const unpatch = patches.map((patch) => patch(isProxied));
    return () => {
      for (const each of unpatch) each();
    };
  };
}

function keep(module: Requester) {
  const before = { request: module.request, get: module.get };
  return (isProxied: (args: readonly unknown[]) => boolean): (() => void) => {
    const after = { request: module.request, get: module.get };
    const select =
      (name: keyof Requester) =>
      (...args: unknown[]): unknown =>
        Reflect.apply((isProxied(args) ? before : after)[name], module, args);
    Object.assign(module, { request: select("request"), get: select("get") });
    return () => Object.assign(module, after);
  };
}

/** The beginning of what is written for a request, as far as it shows that this is for a proxy. */
function requestLineOf(args: readonly unknown[]): string {
  const { method = "GET", path = "/" }: { method?: unknown; path?: unknown } = Object.assign(
    {},
    ...args.filter(isOptions),
  );
  return `${method} ${path} `;
}

const isOptions = (value: unknown): boolean => typeof value === "object" && value !== null && !(value instanceof URL);
