import type { Exchange } from "#clients/control.ts";
import { toInspectorUrl } from "#clients/inspector-url.ts";
import { StandinError } from "#engine/basics/errors.ts";
import { quoteName } from "#engine/basics/quote.ts";
import { addressOf, type ControlOptions, connectToKnownWorld, print, receive } from "./control-connection.ts";
import { toColour } from "./request-line.ts";
import { bold, cyan, dim, join, lines, type Part, type StyledText, sayJson, show, yellow } from "./terminal.ts";

export interface ExchangeOptions extends ControlOptions {
  readonly har: boolean;
}

/** World and number, as the header `x-standin-exchange` has them; or a number alone. */
const NAME = /^(?:(.+)\/)?([1-9][0-9]{0,14})$/;

/**
 * Prints one exchange.
 *
 * @throws StandinError if the name is malformed, or the journal does not have it
 */
export async function exchange(name: string, given: ExchangeOptions): Promise<void> {
  const [, world = given.world, digits] = NAME.exec(name) ?? [];
  if (digits === undefined)
    throw new StandinError(
      "ERR_STANDIN_USAGE",
      `An exchange is named <world>/<number>, such as default/12, not ${quoteName(name)}. The header x-standin-exchange of its reply has the name.`,
    );
  const number = Number(digits);
  const options = { ...given, world };
  const journal = await connectToKnownWorld(options);
  const only = { since: number - 1, limit: 1 };
  const [found] = await receive(journal.exchanges(only), options);
  if (found?.number !== number) throw missing(world, number, found);
  if (options.har) return sayJson(await receive(journal.har(only), options));
  print(found, () => toText(found, options), options);
}

/** @param next the first exchange after it that the journal has */
function missing(world: string, number: number, next: Exchange | undefined): StandinError {
  const why =
    next === undefined
      ? "The newest exchange has a lower number, or the journal was cleared."
      : `It has left the journal, or was cleared from it; the next one there is ${world}/${next.number}.`;
  return new StandinError(
    "ERR_STANDIN_CONTROL_REFUSED",
    `World ${world} has no exchange ${number}. ${why} \`standin exchanges --world ${world}\` lists what there is.`,
  );
}

function toText(found: Exchange, options: ExchangeOptions): StyledText {
  const { number, at, provider, operationId, request, reply, refusal, fault, unread = [] } = found;
  const target = request.query === "" ? request.path : `${request.path}?${request.query}`;
  const url = toInspectorUrl(addressOf(options).replace(/\/$/, ""), { world: options.world, exchange: number });
  return lines([
    join([bold(`${options.world}/${number}`), dim(at), `${provider} ${operationId ?? "(no operation)"}`], "  "),
    "",
    show`${bold(request.method)} ${target}`,
    ...toMessage(request),
    "",
    reply.status === 0 ? yellow("no reply") : bold(toColour(reply.status)(String(reply.status))),
    ...toMessage(reply),
    ...(fault === undefined ? [] : ["", show`Disturbed by ${yellow(fault)}`]),
    ...(refusal === undefined
      ? []
      : ["", show`Refused at ${yellow(refusal.stage)} (${refusal.code})`, ...refusal.reasons.map(indented)]),
    ...toChanges(found),
    ...(unread.length === 0 ? [] : ["", "Not read by any handler", ...unread.map(indented)]),
    "",
    dim(join(["In the inspector: ", cyan(url)], "")),
  ]);
}

const indented = (text: string): string => `  ${text}`;

function toMessage({ headers, body }: Exchange["request"] | Exchange["reply"]): Part[] {
  const named = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => show`  ${dim(`${name}:`)} ${each}`),
  );
  return body === undefined || body === "" ? named : [...named, "", ...toPretty(body).split("\n").map(indented)];
}

/** JSON on several lines, and any other text as it is. */
function toPretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function toChanges({ changes, changesOmitted = 0 }: Exchange): Part[] {
  if (changes.length === 0 && changesOmitted === 0) return [];
  const rows = changes.flatMap(({ collection, key, before, after }) => [
    show`  ${bold(collection)} ${key} ${before === undefined ? "created" : after === undefined ? "deleted" : "changed"}`,
    ...(before === undefined ? [] : [show`    ${dim("before")} ${JSON.stringify(before)}`]),
    ...(after === undefined ? [] : [show`    ${dim("after ")} ${JSON.stringify(after)}`]),
  ]);
  const omitted = changesOmitted === 0 ? [] : [`  ${changesOmitted} changes are too large to be kept`];
  return ["", "Changes", ...rows, ...omitted];
}
