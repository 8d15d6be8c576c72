/** A value, or the promise of one: only at the edges of an exchange, never where state is seen. */
export type Awaitable<T> = T | Promise<T>;

/** Whether a value has to be awaited. Recognizes promises of any realm: test environments replace the global one. */
export const isPromise = <T>(value: Awaitable<T>): value is Promise<T> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/**
 * Wraps a loader so that it runs once, on the first call. Once loaded, calls return the value itself, without a promise; calls
 * during the load share its promise. A failed load is not cached: the next call tries again.
 */
export function loadOnce<Value>(load: () => Promise<Value>): () => Awaitable<Value> {
  let held: Awaitable<Value> | undefined;
  const keep = (value: Value): Value => {
    held = value;
    return value;
  };
  const forget = (error: unknown): never => {
    held = undefined;
    throw error;
  };
  return () => {
    held ??= load().then(keep, forget);
    return held;
  };
}

/** A module that is loaded only by the first request that needs it, so that no start pays for it. */
export interface LateModule<Module> {
  /** Loads it. `undefined` once it is loaded: there is nothing to wait for then. */
  load(): Promise<unknown> | undefined;
  /**
   * The loaded module.
   *
   * @throws Error when it has not been loaded: the operation or scenario did not name it in its `needs`
   */
  get(): Module;
}

/** Declares a module that is loaded late: `defineLate(() => import("../heavy.ts"))`. */
export function defineLate<Module>(importModule: () => Promise<Module>): LateModule<Module> {
  const held = loadOnce(importModule);
  let module: Module | undefined;
  return {
    load() {
      if (module !== undefined) return undefined;
      return Promise.resolve(held()).then((loaded) => {
        module = loaded;
      });
    },
    get() {
      if (module === undefined) throw new Error("A late module was used before it was loaded: name it in `needs`.");
      return module;
    },
  };
}
