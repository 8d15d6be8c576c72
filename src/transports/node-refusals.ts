import { StandinError } from "#engine/basics/errors.ts";

/** The error of a connection or request that can neither be answered nor be let out. */
export const toRefusal = (host: string, why: string): StandinError =>
  new StandinError("ERR_STANDIN_NOT_SENT", `A request to ${host} was intercepted by standin and not sent: ${why}`);
