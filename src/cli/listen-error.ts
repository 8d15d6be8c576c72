import { isStandinError, StandinError } from "#engine/basics/errors.ts";

/** Says in terms of the command line why a server cannot listen; returns any other error as it is. */
export function toUsageError(
  error: unknown,
  { port: main, httpsPort, ...given }: { readonly port: number; readonly httpsPort?: number; readonly host?: string },
): unknown {
  const cause = (isStandinError(error, "ERR_STANDIN_CANNOT_LISTEN") ? error.cause : error) as NodeJS.ErrnoException & {
    readonly port?: number;
    readonly address?: string;
  };
  const host = given.host ?? cause.address ?? "127.0.0.1";
  const port = cause.port ?? main;
  const option = port === httpsPort && port !== main ? "--https-port" : "--port";
  switch (cause.code) {
    case "EADDRINUSE":
      return new StandinError(
        "ERR_STANDIN_USAGE",
        `Port ${port} on ${host} is in use. Choose another with ${option}, or let ${option} 0 pick a free one.`,
      );
    case "EACCES":
      return new StandinError(
        "ERR_STANDIN_USAGE",
        `You are not permitted to use port ${port} on ${host}. Choose one above 1023 with ${option}.`,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StandinError("ERR_STANDIN_USAGE", `${host} is not an address of this machine. Use --host 127.0.0.1.`);
    default:
      return error;
  }
}
