import type { StateDefinition } from "./collection.ts";
import type { DeferredBody } from "./deferred-body.ts";
import type { Awaitable, Stopping } from "./exchange.ts";
import type { Context } from "./mock.ts";
import type { Reason } from "./reasons.ts";
import type { StreamedBody } from "./streamed-body.ts";

/** The type that openapi-typescript generates for an operation. */
export interface OperationShape {
  parameters: { query?: unknown; header?: unknown; path?: unknown; cookie?: unknown };
  requestBody?: { content: object } | undefined;
  responses: object;
}

type Parameters<Group> = [NonNullable<Group>] extends [never] ? Record<never, never> : NonNullable<Group>;

/** Header names in lower case, as the engine passes them, whatever their spelling in the spec. */
type LowerCaseNames<Headers> = { [Name in keyof Headers as Lowercase<Name & string>]: Headers[Name] };

type Body<Operation extends OperationShape> = Operation extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : Operation extends { requestBody?: { content: infer Content } | undefined }
    ? Content[keyof Content] | undefined
    : undefined;

/** The request that a handler receives: decoded and validated, so that these types hold. */
export interface HandlerRequest<Operation extends OperationShape, C = unknown> {
  readonly path: Readonly<Parameters<Operation["parameters"]["path"]>>;
  readonly query: Readonly<Parameters<Operation["parameters"]["query"]>>;
  readonly headers: Readonly<LowerCaseNames<Parameters<Operation["parameters"]["header"]>>>;
  readonly body: Body<Operation>;
  /** The media type of the body; empty if there is none. */
  readonly mediaType: string;
  /** The authenticated caller; `undefined` for an operation without `security`. */
  readonly caller: C;
}

type ReplyHeaders = { readonly headers?: Readonly<Record<string, string | string[]>> };

type MediaTypeOf<Content, Type extends keyof Content> = [keyof Content] extends [Type]
  ? { readonly mediaType?: Type }
  : { readonly mediaType: Type };

/** A body that is not JSON may also be bytes, a stream, or rendered after the commit; JSON may be streamed, where allowed. */
type BodyOf<Content, Type extends keyof Content, Streams> = Type extends `${string}json`
  ? Content[Type] | (Streams extends true ? StreamedBody<Content[Type]> : never)
  : Content[Type] | Uint8Array | AsyncIterable<string> | DeferredBody<Content[Type] | Uint8Array>;

/** A reply of status 400 or more requires a reason; one below may have one, if it refuses the request nevertheless. */
type ReasonOf<Status> = `${Status & number}` extends `4${string}` | `5${string}`
  ? { readonly reason: Reason }
  : { readonly reason?: Reason };

type StatusReply<Status, Response, Reasoned, Streams = false> = Response extends {
  content: infer Content extends object;
}
  ? {
      [Type in keyof Content]: { readonly status: Status; readonly body: BodyOf<Content, Type, Streams> } & MediaTypeOf<
        Content,
        Type
      >;
    }[keyof Content] &
      ReplyHeaders &
      Reasoned
  : { readonly status: Status; readonly body?: undefined } & ReplyHeaders & Reasoned;

/** The replies that the spec allows for an operation: any other status or body does not compile. */
export type HandlerReply<Operation extends OperationShape> = {
  [Status in keyof Operation["responses"]]: StatusReply<Status, Operation["responses"][Status], ReasonOf<Status>>;
}[keyof Operation["responses"]];

/** The replies that the spec allows for a waiting operation. They need no reason, as their problem bodies explain it. */
export type WaitingReply<Operation extends OperationShape> = {
  [Status in keyof Operation["responses"]]: StatusReply<Status, Operation["responses"][Status], unknown, true>;
}[keyof Operation["responses"]];

/** The caller type of an operation, by the schemes in its `security`; `undefined` if there are none. */
export type CallerOf<Callers, Schemes> = [Schemes] extends [never]
  ? undefined
  : Schemes extends keyof Callers
    ? Callers[Schemes]
    : Schemes extends undefined
      ? undefined
      : never;

/** Implements one operation: a synchronous function. One that returns a promise does not compile. */
export type Handler<Operation extends OperationShape, State extends StateDefinition, C = unknown> = (
  request: HandlerRequest<Operation, C>,
  context: Context<State>,
) => HandlerReply<Operation>;

/**
 * A mock's handlers: exactly one for each operation of its spec.
 *
 * @typeParam Callers the mock's callers by security scheme
 * @typeParam Security the security schemes of each operation, as generated from the spec
 */
export type Handlers<
  Operations,
  State extends StateDefinition,
  Callers = unknown,
  Security extends { readonly [Id in keyof Operations]: unknown } = { readonly [Id in keyof Operations]: unknown },
> = {
  readonly [Id in keyof Operations]: Operations[Id] extends OperationShape
    ? Handler<Operations[Id], State, CallerOf<Callers, Security[Id]>>
    : never;
};

/**
 * Implements an operation that waits for something outside of any transaction, and has no state of its own. It never commits.
 * `stopping` signals the stop of the server that received the request.
 */
export type WaitingHandler<Operation extends OperationShape> = (
  request: HandlerRequest<Operation>,
  stopping?: Stopping,
) => Awaitable<WaitingReply<Operation>>;

/** Waiting handlers: exactly one for each operation of a spec. */
export type WaitingHandlers<Operations> = {
  readonly [Id in keyof Operations]: Operations[Id] extends OperationShape ? WaitingHandler<Operations[Id]> : never;
};
