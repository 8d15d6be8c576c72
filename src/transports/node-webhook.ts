import { lookup } from "node:dns";
import { Agent as PlainAgent, request as sendPlain } from "node:http";
import { Agent as SecureAgent, request as sendSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { StandinError } from "#engine/basics/errors.ts";
import { isLoopbackAddress } from "#engine/contract/loopback.ts";
import type { Send, WebhookRequest } from "#engine/contract/webhook.ts";
import { clearTimeout, setImmediate, setTimeout } from "./timers.ts";
import type { WebhookSender } from "./webhook.ts";

// An agent of our own, so that no connection or proxy of the program's agents is used.
const plainAgent = new PlainAgent({ keepAlive: false });
const secureAgent = new SecureAgent({ keepAlive: false });

/** Sends webhooks, and tracks pending ones. */
export function createSender(): WebhookSender {
  const underWay = new Map<AbortController, Promise<number>>();
  let isOver = false;
  const send: Send = async (request) => {
    if (isOver) throw new Error(STOPPED);
    const controller = new AbortController();
    const { timeoutMs } = request;
    const timeout = setTimeout(() => controller.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
    const sending = sendWebhook(request, controller.signal);
    underWay.set(controller, sending);
    try {
      return await sending;
    } finally {
      clearTimeout(timeout);
      underWay.delete(controller);
    }
  };
  return {
    send,
    async finish(graceMs) {
      const cut = setTimeout(() => {
        isOver = true;
        for (const controller of underWay.keys()) controller.abort(new Error(STOPPED));
      }, graceMs);
      while (underWay.size > 0) {
        await Promise.allSettled(underWay.values());
        // The end of one may begin another.
        await new Promise((resolve) => setImmediate(resolve));
      }
      clearTimeout(cut);
      isOver = false;
    },
  };
}

const STOPPED = "standin was stopped";

/**
 * Sends a webhook to a named target or to loopback. Addresses are checked when the connection is made, which prevents DNS
 * rebinding. Redirects are not followed.
 *
 * @returns the status of the response
 * @throws StandinError if the target is not allowed
 */
async function sendWebhook(request: WebhookRequest, signal: AbortSignal): Promise<number> {
  const { url, headers, body, isNamed } = request;
  const target = URL.canParse(url) ? new URL(url) : undefined;
  const isSecure = target?.protocol === "https:";
  if (target === undefined || (!isSecure && target.protocol !== "http:"))
    throw new StandinError(
      "ERR_STANDIN_WEBHOOK_REFUSED",
      `Not sent: ${JSON.stringify(url)} is not a URL of http or https.`,
    );
  const address = target.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!isNamed && isIP(address) !== 0 && !isLoopbackAddress(address)) throw refuse(target, [address]);
  return await new Promise<number>((resolve, reject) => {
    const send = isSecure ? sendSecure : sendPlain;
    const sent = send(target, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: isSecure ? secureAgent : plainAgent,
      signal,
      ...(!isNamed && { lookup: lookUpLoopback(target) }),
    });
    sent.on("response", (response) => {
      // The body is not needed, and it may never end.
      response.destroy();
      resolve(response.statusCode ?? 0);
    });
    sent.on("error", (error) => reject(signal.aborted ? signal.reason : explain(error)));
    sent.end(body);
  });
}

/** Resolves a host name to its loopback addresses only. */
const lookUpLoopback =
  (target: URL): LookupFunction =>
  (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error !== null) return done(error, "", 0);
      const allowed = found.filter(({ address }) => isLoopbackAddress(address));
      const [first] = allowed;
      if (first === undefined)
        return done(
          refuse(
            target,
            found.map(({ address }) => address),
          ),
          "",
          0,
        );
      if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };

const refuse = ({ href, hostname }: URL, addresses: readonly string[]): StandinError =>
  new StandinError(
    "ERR_STANDIN_WEBHOOK_REFUSED",
    `Not sent: ${isIP(addresses[0] ?? "") !== 0 && addresses[0] !== hostname ? `${hostname} is ${addresses.join(", ")}, which is` : `${hostname} is`} not loopback, and ${href} is not named as a target. ` +
      "Name it in the seed, by --webhook-targets, or by a call in process or to the control API.",
  );

/** A name that resolves to several addresses fails once for each. */
function explain(error: Error): Error {
  if (!(error instanceof AggregateError)) return error;
  return new Error(error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join(", "), {
    cause: error,
  });
}
