import { defineReasons } from "#engine/contract/reasons.ts";

/** Why the control API refuses a caller. Errors of operations are explained in their replies. */
export const reasons = defineReasons({
  wrongToken: "The Authorization header does not hold the control token: send that of --control-token as Bearer.",
  foreignConnection:
    "Without a control token only programs of this machine may drive standin, over a connection of loopback, and one end of this one is {address}.",
  foreignHost: 'Without a control token the Host must be a name of loopback, such as 127.0.0.1, not "{host}".',
  forwarded: "Without a control token no proxy may pass requests on, and this one has the header {header}.",
  foreignOrigin:
    "Without a control token no page of another origin may drive standin, and this request comes from one.",
});
