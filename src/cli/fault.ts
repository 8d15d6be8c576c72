import type { Fault, WorldClient } from "#clients/control.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { type ControlOptions, connectToKnownWorld, connectToWorld, print, receive } from "./control-connection.ts";
import { toTable } from "./table.ts";
import { bold, type StyledText, show, yellow } from "./terminal.ts";

type FaultRequest = Parameters<WorldClient["addFault"]>[0];
type Match = Fault["match"];
type Turns = Fault["when"];
type Effect = Fault["effect"];

export interface AddFaultOptions
  extends ControlOptions,
    Pick<Match, "provider" | "operation" | "method" | "path">,
    Pick<Turns, "after" | "every" | "first" | "probability">,
    Pick<Effect, "status" | "body" | "connection" | "reply">,
    Pick<FaultRequest, "at" | "preset"> {
  readonly retryAfter?: number;
  readonly latency?: NonNullable<Effect["latencyMs"]>;
  readonly slow?: number;
  readonly gateway?: number;
}

export async function listFaults(options: ControlOptions): Promise<void> {
  const faults = await receive((await connectToKnownWorld(options)).faults(), options);
  print(
    { faults },
    () => (faults.length === 0 ? show`World ${options.world} has no faults.` : toText(faults)),
    options,
  );
}

/** @throws StandinError if no option states an effect */
export async function addFault(options: AddFaultOptions): Promise<void> {
  const fault = await receive(connectToWorld(options).addFault(toRequest(options)), options);
  print(fault, () => toText([fault]), options);
}

export async function removeFault(id: string, options: ControlOptions): Promise<void> {
  const said = await receive((await connectToKnownWorld(options)).removeFault(id), options);
  print(said, () => show`Deleted fault ${id}.`, options);
}

export async function clearFaults(options: ControlOptions): Promise<void> {
  const said = await receive((await connectToKnownWorld(options)).clearFaults(), options);
  print(said, () => show`Deleted all faults of world ${options.world}.`, options);
}

function toRequest(options: AddFaultOptions): FaultRequest {
  const { provider, operation, method, path, after, every, first, probability, at, preset } = options;
  const { status, retryAfter, latency, connection, reply, slow, body, gateway } = options;
  const match = given({ provider, operation, method, path });
  const when = given({ after, every, first, probability });
  const effect = given({
    latencyMs: latency,
    // --retry-after and --slow imply a status and a reply.
    status: status ?? (retryAfter === undefined ? undefined : 429),
    ...(gateway === undefined ? { body } : { gateway: { status: gateway, ...given({ body }) } }),
    retryAfterSeconds: retryAfter,
    connection,
    reply: reply ?? (slow === undefined ? undefined : "slow"),
    slowMs: slow,
  });
  if (effect === undefined && preset === undefined)
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      "No effect given. Add --status, --gateway, --latency, --connection, --reply, or --preset; see `standin fault add --help`.",
    );
  return { ...given({ at, match, when, effect, preset }) };
}

/** Drops undefined members; returns undefined if none is left. */
function given<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } | undefined {
  const rest = Object.entries(members).filter(([, value]) => value !== undefined);
  // The compiler does not infer that no remaining member is undefined.
  return rest.length === 0 ? undefined : (Object.fromEntries(rest) as ReturnType<typeof given<Members>>);
}

const toText = (faults: readonly Fault[]): StyledText =>
  toTable(
    ["fault", "disturbs", "at", "when", "how", "matched", "disturbed"],
    faults.map(({ id, at, match, when, effect, preset, matched, disturbed }) => [
      id,
      toWords(match) || "everything",
      at,
      toWords(when) || "always",
      [...(preset === undefined ? [] : [preset]), toWords(effect)].join(": "),
      String(matched),
      String(disturbed),
    ]),
    { fault: bold, how: yellow },
  );

const toWords = (members: object): string =>
  Object.entries(members)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
