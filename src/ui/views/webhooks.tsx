import { apiOf, type OutboxEvent } from "../api.ts";
import { toPretty, toShownTime } from "../formats.ts";
import { type Action, useAction, useLoaded } from "../loading.ts";
import { Code, CopyButton, Empty, Outcome, Page, Section, Shown, Table } from "../parts.tsx";

/** Messages to people have addresses of other kinds. */
const isWebhook = ({ url }: OutboxEvent): boolean => /^https?:/i.test(url);

/** What a world has sent to receivers, newest first. */
export function Webhooks({ world }: { readonly world: string }) {
  const loaded = useLoaded(apiOf(world).outbox, [world], 2000);
  const action = useAction(loaded.reload);
  return (
    <Page title="Webhooks" lead="Signed, retried by the world’s clock, and kept with every attempt.">
      <Outcome action={action} />
      <Shown loaded={loaded}>
        {(events) => {
          const webhooks = events.filter(isWebhook);
          return webhooks.length === 0 ? (
            <Empty>This world has sent no webhook.</Empty>
          ) : (
            [...webhooks]
              .reverse()
              .map((event) => <EventCard key={event.number} event={event} world={world} action={action} />)
          );
        }}
      </Shown>
    </Page>
  );
}

/** What a provider would send to people: codes by e-mail or text message. It is kept and not sent. */
export function Messages({ world }: { readonly world: string }) {
  const loaded = useLoaded(apiOf(world).outbox, [world], 2000);
  return (
    <Page
      title="Messages"
      lead="What a provider would send to people, such as a code by e-mail or text message. It is kept here and goes nowhere."
    >
      <Shown loaded={loaded}>
        {(events) => {
          const messages = events.filter((event) => !isWebhook(event));
          return messages.length === 0 ? (
            <Empty>No message has been sent in this world.</Empty>
          ) : (
            [...messages].reverse().map(({ number, at, type, url, provider, attempts }) => (
              <Section key={number} title={`${type} to ${url}`}>
                <p>
                  {provider}, {toShownTime(at)}
                </p>
                <Code label={`Message ${number}`} text={toPretty(attempts.at(-1)?.body ?? "")} />
              </Section>
            ))
          );
        }}
      </Shown>
    </Page>
  );
}

function EventCard({
  event,
  world,
  action,
}: {
  readonly event: OutboxEvent;
  readonly world: string;
  readonly action: Action;
}) {
  const { number, provider, type, url, state, at, attempts } = event;
  return (
    <Section
      title={
        <>
          <span class={`state ${state}`}>{state}</span> {type} <small>#{number}</small>
        </>
      }
      tools={
        <button
          type="button"
          aria-label={`Deliver again: event ${number}`}
          onClick={() => action.run(() => apiOf(world).redeliver(number), `Event ${number} was delivered again.`)}
        >
          Deliver again
        </button>
      }
    >
      <p>
        {provider}, {toShownTime(at)}, to <span class="break">{url}</span>
      </p>
      {attempts.length === 0 ? <Empty>There was no attempt yet.</Empty> : null}
      {attempts.map((attempt, index) => (
        <details key={`${index}`} open={index === attempts.length - 1 && state === "failed"}>
          <summary>
            Attempt {index + 1}, {toShownTime(attempt.at)}: {attempt.status ?? attempt.error ?? "no answer"}
          </summary>
          <Table
            label={`Headers of attempt ${index + 1} of ${number}`}
            titles={["header", "value"]}
            rows={Object.entries(attempt.headers).map(([name, value]) => ({
              key: name,
              cells: [
                <code key="name">{name}</code>,
                <span key="value" class="break">
                  {[value].flat().join(", ")}
                </span>,
              ],
            }))}
          />
          <Code label={`Body of attempt ${index + 1} of ${number}`} text={toPretty(attempt.body)} />
          <CopyButton text={attempt.body}>Copy body</CopyButton>
        </details>
      ))}
    </Section>
  );
}
