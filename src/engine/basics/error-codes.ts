/** All codes of `StandinError`, and when each is thrown. `docs/errors.md` is generated from it. */
export const ERROR_CODES = {
  ERR_STANDIN_ALREADY_INTERCEPTED: "The requests of this process are intercepted already.",
  ERR_STANDIN_CANNOT_LISTEN: "The port is in use, or the address is not one of this machine.",
  ERR_STANDIN_CA_UNUSABLE: "The folder of standin's certificate authority cannot be read or written.",
  ERR_STANDIN_CLOSED: "The simulator is closed.",
  ERR_STANDIN_CONTROL_REFUSED: "A running standin refused a call of the control API.",
  ERR_STANDIN_DATA_UNUSABLE: "A folder of worlds is in use, cannot be written, is damaged, or holds something else.",
  ERR_STANDIN_DUPLICATE_KEY: "Two rows would have the same value in a unique index.",
  ERR_STANDIN_INVALID_CLOCK: "A time, duration or speed that a clock cannot have.",
  ERR_STANDIN_INVALID_FAULT: "A fault that contradicts itself, or names something that is in no spec.",
  ERR_STANDIN_INVALID_MOCK:
    "A value that is not a mock, or a mock that contradicts itself or clashes with another one.",
  ERR_STANDIN_INVALID_NAME: "A name that a world or snapshot cannot have.",
  ERR_STANDIN_INVALID_OPTION: "An unknown option, or a value that an option cannot have.",
  ERR_STANDIN_INVALID_PACT: "A file that is not a Pact file of HTTP interactions.",
  ERR_STANDIN_INVALID_PARAMETER: "A parameter of a scenario that is unknown, or has a value that it cannot have.",
  ERR_STANDIN_INVALID_RECORDING: "A file that is not a HAR 1.2 file, or lacks data that the comparison needs.",
  ERR_STANDIN_INVALID_SEED: "A seed that does not match the mock's schema, or contradicts itself.",
  ERR_STANDIN_INVALID_SPEC: "An OpenAPI document that cannot be read, or contradicts itself.",
  ERR_STANDIN_INVALID_STATE: "Rows or counters that a mock cannot have.",
  ERR_STANDIN_LIMIT_EXCEEDED: "A limit of stored data is reached (see limits.md).",
  ERR_STANDIN_NOT_FOUND: "An exchange, snapshot or other thing of a world that is not there.",
  ERR_STANDIN_NOT_SENT:
    "A request of an intercepted program to a provider cannot be answered, and was not sent either.",
  ERR_STANDIN_NOT_STORED: "The log could not store a change, which has been rolled back.",
  ERR_STANDIN_PEER_MISSING: "A peer dependency is not installed, or too old.",
  ERR_STANDIN_REDIS_UNUSABLE: "Redis cannot be reached, or would lose worlds by its settings.",
  ERR_STANDIN_UNKNOWN_OPERATION: "No spec has the named operation.",
  ERR_STANDIN_UNKNOWN_PROVIDER: "No mock has this name.",
  ERR_STANDIN_UNKNOWN_SCENARIO: "The mock has no scenario of this name.",
  ERR_STANDIN_USAGE: "A command cannot be run with these arguments or this environment.",
  ERR_STANDIN_UNSUPPORTED_RUNTIME:
    "Requests can only be intercepted under Node, and routed in browsers made of Chromium.",
  ERR_STANDIN_WEBHOOK_REFUSED: "A webhook may not be sent to its target, or delivery is not configured.",
  ERR_STANDIN_WORLD_GONE: "The world was dropped while it was in use.",
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
