import type { Awaitable } from "./exchange.ts";

/**
 * A body that is rendered after the transaction, such as a PDF or an asymmetric signature. Status, headers and placeholder are
 * checked before the commit; the body is rendered after it, and checked too. If rendering fails, the reply is a 500 that
 * says that the changes have been committed.
 */
export class DeferredBody<Body = unknown> {
  /** A value of the same type as the body, for the check before the commit. */
  readonly placeholder: Body;
  readonly render: () => Awaitable<Body>;

  constructor(placeholder: Body, render: () => Awaitable<Body>) {
    this.placeholder = placeholder;
    this.render = render;
  }
}
