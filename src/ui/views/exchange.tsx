import { useState } from "preact/hooks";
import { apiOf, baseUrl, CallError, type Exchange } from "../api.ts";
import { toCurl } from "../curl.ts";
import { compareRows, cookiesOf, textsOf, tokensIn } from "../decode.ts";
import { toPretty, toShownTime, toTarget } from "../formats.ts";
import { useAction, useLoaded } from "../loading.ts";
import { Code, CopyButton, Empty, Outcome, Page, Section, Shown, Status, Table } from "../parts.tsx";
import { linkTo } from "../places.ts";

interface ExchangeViewProps {
  readonly world: string;
  readonly number: number;
}

async function find(world: string, number: number): Promise<Exchange> {
  const [found] = await apiOf(world).exchanges({ since: number - 1, limit: 1 });
  if (found?.number === number) return found;
  throw new CallError(
    `The journal of ${world} has no exchange ${number}: it has left it, or has not been there yet.`,
    404,
  );
}

/** One exchange: all that the journal knows of it. */
export function ExchangeView({ world, number }: ExchangeViewProps) {
  const loaded = useLoaded(() => find(world, number), [world, number], 0);
  return (
    <Page
      title={`Exchange ${world}/${number}`}
      tools={
        <>
          <a class="button" href={linkTo(world, "exchanges")}>
            All exchanges
          </a>
          {number > 1 ? (
            <a class="button" href={linkTo(world, "exchanges", number - 1)}>
              Older
            </a>
          ) : null}
          <a class="button" href={linkTo(world, "exchanges", number + 1)}>
            Newer
          </a>
        </>
      }
    >
      <Shown loaded={loaded}>{(exchange) => <Found exchange={exchange} world={world} />}</Shown>
    </Page>
  );
}

function Found({ exchange, world }: { readonly exchange: Exchange; readonly world: string }) {
  const { request, reply, provider, operationId, at, unread = [] } = exchange;
  const action = useAction();
  return (
    <>
      <Section
        title={
          <>
            <Status status={reply.status} /> <span class="method">{request.method}</span>{" "}
            <span class="break">{toTarget(exchange)}</span>
          </>
        }
        tools={
          <>
            <CopyButton text={toCurl(baseUrl, exchange)}>Copy as curl</CopyButton>
            <button
              type="button"
              class="quiet"
              onClick={() => action.run(() => saveHar(world, exchange.number), "Saved.")}
            >
              Save HAR
            </button>
          </>
        }
      >
        <p>
          {provider} <strong>{operationId ?? "no operation"}</strong> at {toShownTime(at)} (world time)
        </p>
        <Outcome action={action} />
        <Reasons exchange={exchange} />
      </Section>
      <Changes exchange={exchange} />
      <Message title="Request" message={request} />
      <Message title="Reply" message={reply} />
      {unread.length === 0 ? null : (
        <Section title="Not read by any handler">
          <ul class="plain">
            {unread.map((pointer) => (
              <li key={pointer}>
                <code>{pointer}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

async function saveHar(world: string, number: number): Promise<void> {
  const har = await apiOf(world).har({ since: number - 1, limit: 1 });
  const url = URL.createObjectURL(new Blob([JSON.stringify(har, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${world}-${number}.har`;
  link.click();
  URL.revokeObjectURL(url);
}

function Reasons({ exchange: { refusal, fault } }: { readonly exchange: Exchange }) {
  return (
    <>
      {fault === undefined ? null : (
        <p class="reason">
          Disturbed by the fault <strong>{fault}</strong>.
        </p>
      )}
      {refusal === undefined ? null : (
        <div class="reason">
          <p>
            Refused at <strong>{refusal.stage}</strong> <code>{refusal.code}</code>
          </p>
          <ul>
            {refusal.reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Changes({ exchange: { changes, changesOmitted = 0 } }: { readonly exchange: Exchange }) {
  if (changes.length === 0 && changesOmitted === 0) return null;
  return (
    <Section title="Changes of state">
      {changesOmitted === 0 ? null : <Empty>{changesOmitted} changes are too large to be kept.</Empty>}
      {changes.map(({ collection, key, before, after }) => (
        <article key={`${collection} ${key}`} class="change">
          <h3>
            {collection} <code>{key}</code>{" "}
            {before === undefined ? "created" : after === undefined ? "deleted" : "changed"}
          </h3>
          <dl class="diff">
            {compareRows(before, after).map((member) => (
              <div key={member.name} class={member.before === member.after ? "same" : "different"}>
                <dt>{member.name}</dt>
                <dd>
                  {member.before === member.after || member.before === undefined ? null : (
                    <del>
                      <span class="unseen">before </span>
                      {member.before}
                    </del>
                  )}
                  {member.after === undefined ? null : member.before === member.after ? (
                    member.after
                  ) : (
                    <ins>
                      <span class="unseen">after </span>
                      {member.after}
                    </ins>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </article>
      ))}
    </Section>
  );
}

const UNREAD = "The body was not read: the request was refused before, or the body is not kept.";

/** Whether headers say that a body follows. */
const wasSent = (headers: Exchange["request"]["headers"]): boolean =>
  Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined;

function Message({
  title,
  message,
}: {
  readonly title: string;
  readonly message: Exchange["request"] | Exchange["reply"];
}) {
  const { headers, body } = message;
  const [isRaw, setRaw] = useState(false);
  const named = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((each) => [name, each] as const));
  return (
    <Section
      title={title}
      tools={
        body === undefined || body === "" ? null : (
          <>
            <button type="button" class="quiet" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
              As sent
            </button>
            <CopyButton text={body}>Copy body</CopyButton>
          </>
        )
      }
    >
      {body === undefined || body === "" ? (
        <Empty>{title === "Request" && wasSent(headers) ? UNREAD : "No body."}</Empty>
      ) : (
        <Code label={`Body of the ${title.toLowerCase()}`} text={isRaw ? body : toPretty(body)} />
      )}
      <Decoded message={message} />
      <details>
        <summary>Headers ({named.length})</summary>
        <Table
          label={`Headers of the ${title.toLowerCase()}`}
          titles={["name", "value"]}
          rows={named.map(([name, value], at) => ({
            key: `${at}`,
            cells: [<code>{name}</code>, <span class="break">{value}</span>],
          }))}
        />
      </details>
    </Section>
  );
}

/** Cookies by name, and the contents of tokens. */
function Decoded({ message }: { readonly message: Exchange["request"] | Exchange["reply"] }) {
  const cookies = cookiesOf(message.headers);
  const tokens = tokensIn(textsOf(message));
  return (
    <>
      {cookies.length === 0 ? null : (
        <Table
          label="Cookies"
          titles={["cookie", "value", "attributes"]}
          rows={cookies.map(({ name, value, attributes }, at) => ({
            key: `${at}`,
            cells: [name, value, attributes.join("; ")],
          }))}
        />
      )}
      {tokens.map(({ shown, parts }) => (
        <details key={shown}>
          <summary>Token {shown} (decoded, not verified)</summary>
          <Code label="Decoded token" text={parts.map((part) => JSON.stringify(part, null, 2)).join("\n")} />
        </details>
      ))}
    </>
  );
}
