import { describe, expectTypeOf, it } from "vitest";
import type { Handlers, OperationShape, WaitingHandlers } from "#engine/contract/handlers.ts";
import type { Reason } from "#engine/contract/reasons.ts";
import type { state } from "../support/toy-mock.ts";

/** Two operations as openapi-typescript writes them. Nothing here runs: the compiler is the checker. */
interface Operations {
  getNote: {
    parameters: { query?: never; header?: never; path: { id: string }; cookie?: never };
    requestBody?: never;
    responses: {
      200: { headers: Record<string, unknown>; content: { "application/json": { id: string } } };
      404: { headers: Record<string, unknown>; content: { "application/json": { error: string } } };
    };
  };
  deleteNote: {
    parameters: { query?: { force?: boolean }; header?: never; path: { id: string }; cookie?: never };
    requestBody?: never;
    responses: { 204: { headers: Record<string, unknown>; content?: never } };
  };
}

interface Callers {
  key: { scheme: "key"; owner: string };
  app: { scheme: "app" };
}
interface Security {
  getNote: "key" | "app";
  deleteNote: never;
}
type Toy = Handlers<Operations, typeof state, Callers, Security>;

declare const reason: Reason;

const deleteNote: Toy["deleteNote"] = () => ({ status: 204 });

describe("handlers", () => {
  it("are typed by the operations of the spec", () => {
    expectTypeOf<Operations["getNote"]>().toExtend<OperationShape>();
    const handlers: Toy = {
      getNote: ({ path, caller }, { notes }) => {
        expectTypeOf(path.id).toEqualTypeOf<string>();
        expectTypeOf(caller).toEqualTypeOf<Callers["key"] | Callers["app"]>();
        const note = notes.get(path.id);
        return note === undefined
          ? { status: 404, body: { error: "none" }, reason }
          : { status: 200, body: { id: note.id } };
      },
      deleteNote: ({ query, caller }) => {
        expectTypeOf(caller).toEqualTypeOf<undefined>();
        expectTypeOf(query.force).toEqualTypeOf<boolean | undefined>();
        return { status: 204 };
      },
    };
    expectTypeOf(handlers).toExtend<Toy>();
  });

  it("do not compile for an operation that the spec lacks", () => {
    const handlers: Toy = {
      getNote: () => ({ status: 404, body: { error: "none" }, reason }),
      deleteNote,
      // @ts-expect-error the spec has no such operation
      inventNote: () => ({ status: 200, body: {} }),
    };
    expectTypeOf(handlers).not.toBeAny();
  });

  it("do not compile when one is missing, nor with a status or a body that the spec does not know", () => {
    // @ts-expect-error getNote is missing
    const missing: Toy = { deleteNote };
    // @ts-expect-error status 201 is not documented
    const status: Toy["getNote"] = () => ({ status: 201, body: { id: "1" } });
    // @ts-expect-error the member is called id
    const body: Toy["getNote"] = () => ({ status: 200, body: { identifier: "1" } });
    // @ts-expect-error a 204 has no body
    const surplus: Toy["deleteNote"] = () => ({ status: 204, body: { id: "1" } });
    // @ts-expect-error the path has no such parameter
    const parameter: Toy["getNote"] = ({ path }) => ({ status: 200, body: { id: path.name } });
    // @ts-expect-error the collections have no such name
    const collection: Toy["getNote"] = (_request, { letters }) => ({ status: 200, body: { id: String(letters) } });
    // @ts-expect-error a handler that returns a promise
    const promised: Toy["getNote"] = async () => ({ status: 200, body: { id: "1" } });
    // @ts-expect-error a refusal without a reason
    const unexplained: Toy["getNote"] = () => ({ status: 404, body: { error: "none" } });
    for (const each of [promised, unexplained, missing, status, body, surplus, parameter, collection])
      expectTypeOf(each).not.toBeAny();
  });

  it("may return a promise, and need no reason, where they wait outside of any transaction", () => {
    const waiting: WaitingHandlers<Operations> = {
      getNote: async ({ path }) => ({ status: 404, body: { error: path.id } }),
      deleteNote: () => ({ status: 204 }),
    };
    // @ts-expect-error status 201 is not documented
    const status: WaitingHandlers<Operations>["getNote"] = async () => ({ status: 201, body: { id: "1" } });
    for (const each of [waiting, status]) expectTypeOf(each).not.toBeAny();
  });
});
