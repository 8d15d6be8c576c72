import type { StateDefinition } from "./collections.ts";
import type { Awaitable } from "./exchange.ts";
import type { Context } from "./provider.ts";
import type { Caller } from "./routed.ts";

/** An operation as openapi-typescript writes it. */
export interface OperationShape {
  parameters: { query?: unknown; header?: unknown; path?: unknown; cookie?: unknown };
  requestBody?: { content: object } | undefined;
  responses: object;
}

type Parameters<Group> = [NonNullable<Group>] extends [never] ? Record<never, never> : NonNullable<Group>;

/** Header names as the engine hands them on, whatever their spelling in the spec. */
type LowerCaseNames<Headers> = { [Name in keyof Headers as Lowercase<Name & string>]: Headers[Name] };

type Body<Operation extends OperationShape> = Operation extends { requestBody: { content: infer Content } }
  ? Content[keyof Content]
  : Operation extends { requestBody?: { content: infer Content } | undefined }
    ? Content[keyof Content] | undefined
    : undefined;

/** What a handler is given: decoded and validated, so that these types are true. */
export interface HandlerRequest<Operation extends OperationShape, C extends Caller = Caller> {
  readonly path: Readonly<Parameters<Operation["parameters"]["path"]>>;
  readonly query: Readonly<Parameters<Operation["parameters"]["query"]>>;
  readonly headers: Readonly<LowerCaseNames<Parameters<Operation["parameters"]["header"]>>>;
  readonly body: Body<Operation>;
  /** The media type of the body; empty when there is none. */
  readonly mediaType: string;
  /** Who is calling; on an operation without security, nobody. */
  readonly caller: C;
}

type ReplyHeaders = { readonly headers?: Readonly<Record<string, string | string[]>> };

type MediaTypeOf<Content, Type extends keyof Content> = [keyof Content] extends [Type]
  ? { readonly mediaType?: Type }
  : { readonly mediaType: Type };

/** Text may be given as bytes, or in pieces as they come, wherever it is not JSON. */
type BodyOf<Content, Type extends keyof Content> = Type extends `${string}json`
  ? Content[Type]
  : Content[Type] | Uint8Array | AsyncIterable<string>;

type StatusReply<Status, Response> = Response extends { content: infer Content extends object }
  ? {
      [Type in keyof Content]: { readonly status: Status; readonly body: BodyOf<Content, Type> } & MediaTypeOf<
        Content,
        Type
      >;
    }[keyof Content] &
      ReplyHeaders
  : { readonly status: Status; readonly body?: undefined } & ReplyHeaders;

/** The replies that the spec allows an operation: a status or a body outside of them does not compile. */
export type HandlerReply<Operation extends OperationShape> = {
  [Status in keyof Operation["responses"]]: StatusReply<Status, Operation["responses"][Status]>;
}[keyof Operation["responses"]];

/** One operation's behaviour: two parameters, one returned reply. */
export type Handler<Operation extends OperationShape, State extends StateDefinition, C extends Caller = Caller> = (
  request: HandlerRequest<Operation, C>,
  context: Context<State>,
) => Awaitable<HandlerReply<Operation>>;

/** A provider's handlers: one for each operation of its spec, and none besides. */
export type Handlers<Operations, State extends StateDefinition, C extends Caller = Caller> = {
  readonly [Id in keyof Operations]: Operations[Id] extends OperationShape ? Handler<Operations[Id], State, C> : never;
};
