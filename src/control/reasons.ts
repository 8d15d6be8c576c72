import { defineReasons } from "#engine/reasons.ts";

/** Why the control API refuses a caller. What an operation cannot do it says in its reply. */
export const reasons = defineReasons({
  wrongToken: "The Authorization header does not hold the control token: send that of --control-token as Bearer.",
  foreignOrigin: "The request comes from a page of another origin.",
  exposed: "This standin can be reached from other machines, and was started without --control-token.",
  foreignHost: "Without a control token the Host must be a name of loopback, such as 127.0.0.1, not {host}.",
});
