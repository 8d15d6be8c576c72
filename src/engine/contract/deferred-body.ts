import type { Awaitable } from "./exchange.ts";

/**
 * A body that can only be made later, outside of the transaction: a PDF, a signature by an asymmetric key. Status, headers
 * and placeholder are checked before the commit; the body is made after it, and checked again. If making it fails the reply
 * is a 500 that says that the commit stands.
 */
export class DeferredBody<Body = unknown> {
  /** Of the same kind as the body will be, for the check before the commit. */
  readonly placeholder: Body;
  readonly render: () => Awaitable<Body>;

  constructor(placeholder: Body, render: () => Awaitable<Body>) {
    this.placeholder = placeholder;
    this.render = render;
  }
}
