import { type Exchange, FollowError, type ResultsFilter } from "#clients/control.ts";
import { type ControlOptions, connectToKnownWorld, connectToWorld, print, receive } from "./control-connection.ts";
import { toColour, toNotes, WIDEST_METHOD } from "./request-line.ts";
import { dim, join, lines, type StyledText, sayJson, show, yellow } from "./terminal.ts";

export interface ExchangesOptions extends ControlOptions, ResultsFilter {
  readonly follow: boolean;
  readonly har: boolean;
}

/** Prints exchanges: those in the journal, new ones as they happen, or all as an HTTP archive. */
export async function exchanges(options: ExchangesOptions): Promise<void> {
  const filter = toFilter(options);
  // Who waits for exchanges may do so before the world is there.
  if (options.follow) return follow(filter, options);
  const world = await connectToKnownWorld(options);
  if (options.har) return sayJson(await receive(world.har(filter), options));
  const found = await receive(world.exchanges(filter), options);
  const toText = (): StyledText =>
    found.length === 0 ? show`World ${options.world} has no matching exchanges.` : lines(found.map(toLine));
  print({ exchanges: found }, toText, options);
}

function toFilter({ provider, operation, method, status, since, limit }: ResultsFilter): ResultsFilter {
  return {
    ...(provider !== undefined && { provider }),
    ...(operation !== undefined && { operation }),
    ...(method !== undefined && { method }),
    ...(status !== undefined && { status }),
    ...(since !== undefined && { since }),
    ...(limit !== undefined && { limit }),
  };
}

/** Prints exchanges as they happen, one line each, until Ctrl-C or until the output is closed. */
async function follow(filter: ResultsFilter, options: ExchangesOptions): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  process.stdout.once("error", stop);
  try {
    for await (const exchange of connectToWorld(options).follow(filter, { signal: controller.signal }))
      print(exchange, () => toLine(exchange), options);
  } catch (error) {
    if (!(error instanceof FollowError)) throw error;
    await receive(error.failure, options);
  }
}

function toLine({ number, at, provider, operationId, request, reply, refusal, fault }: Exchange): StyledText {
  const target = request.query === "" ? request.path : `${request.path}?${request.query.replace(/^\?/, "")}`;
  return join(
    [
      dim(String(number).padStart(4)),
      dim(at),
      toColour(reply.status)(reply.status),
      request.method.padEnd(WIDEST_METHOD),
      target,
      dim(operationId === undefined ? provider : `${provider} ${operationId}`),
      ...toNotes({ fault, refusal }).map(yellow),
    ],
    "  ",
  );
}
