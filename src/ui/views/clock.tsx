import { useState } from "preact/hooks";
import { apiOf, type Clock, type DueItem, type Exchange, type OutboxEvent } from "../api.ts";
import { toShownDuration, toShownTime, toTarget } from "../formats.ts";
import type { LiveJournal } from "../journal.ts";
import { type Action, useAction, useLoaded } from "../loading.ts";
import { Empty, Form, Outcome, Page, Section, Shown, Table, TextField } from "../parts.tsx";
import { linkTo } from "../places.ts";

const STEPS = [
  ["PT1M", "1 min"],
  ["PT15M", "15 min"],
  ["PT1H", "1 h"],
  ["P1D", "1 day"],
  ["P30D", "30 days"],
] as const;

/** The world's clock, what has happened by it, and what is due next. */
export function ClockView({ world, journal }: { readonly world: string; readonly journal: LiveJournal }) {
  const calls = apiOf(world);
  const load = async () => {
    const [clock, due, events] = await Promise.all([calls.clock(), calls.due(), calls.outbox()]);
    return { clock, due, events };
  };
  const loaded = useLoaded(load, [world], 2000);
  const action = useAction(loaded.reload);
  return (
    <Page title="Clock" lead="Expiries, retries and timestamps follow this world’s own clock.">
      <Outcome action={action} />
      <Shown loaded={loaded}>
        {({ clock, due, events }) => (
          <>
            <Controls world={world} clock={clock} action={action} />
            <Timeline world={world} clock={clock} due={due} events={events} exchanges={journal.exchanges} />
            <Due world={world} clock={clock} due={due} action={action} />
          </>
        )}
      </Shown>
    </Page>
  );
}

function Controls({
  world,
  clock,
  action,
}: {
  readonly world: string;
  readonly clock: Clock;
  readonly action: Action;
}) {
  const calls = apiOf(world);
  const [time, setTime] = useState("");
  return (
    <Section title={<time dateTime={clock.now}>{toShownTime(clock.now)} UTC</time>}>
      <p>
        {clock.frozen
          ? "It stands still."
          : clock.scale === 1
            ? "It runs as fast as real time."
            : `It runs ${clock.scale} times as fast as real time.`}
      </p>
      <div class="line">
        {clock.frozen ? (
          <button
            type="button"
            onClick={() => action.run(() => calls.changeClock({ frozen: false }), "The clock runs.")}
          >
            Run
          </button>
        ) : (
          <button
            type="button"
            onClick={() => action.run(() => calls.changeClock({ frozen: true }), "The clock stands still.")}
          >
            Freeze
          </button>
        )}
        {STEPS.map(([by, label]) => (
          <button
            key={by}
            type="button"
            onClick={() => action.run(() => calls.advance(by), `The clock has moved by ${label}.`)}
          >
            + {label}
          </button>
        ))}
      </div>
      <Form
        class="line"
        onSubmit={() => action.run(() => calls.changeClock({ now: toUtc(time) }), "The clock is set.")}
      >
        <TextField label="Set to (UTC)" type="datetime-local" value={time} onValue={setTime} required />
        <button type="submit">Set</button>
      </Form>
    </Section>
  );
}

const toUtc = (time: string): string => new Date(`${time}Z`).toISOString();

interface TimelineProps {
  readonly world: string;
  readonly clock: Clock;
  readonly due: readonly DueItem[];
  readonly events: readonly OutboxEvent[];
  readonly exchanges: readonly Exchange[];
}

/** Newest of each kind that the line shows. */
const MOST_MARKS = 60;

interface Mark {
  readonly at: number;
  readonly kind: "exchange" | "webhook" | "due" | "now";
  readonly text: string;
  readonly link?: string;
}

function Timeline({ world, clock, due, events, exchanges }: TimelineProps) {
  const now = Date.parse(clock.now);
  const marks: Mark[] = [
    ...exchanges.slice(-MOST_MARKS).map((each) => ({
      at: Date.parse(each.at),
      kind: "exchange" as const,
      text: `Exchange ${each.number}: ${each.request.method} ${toTarget(each)}, ${each.reply.status}`,
      link: linkTo(world, "exchanges", each.number),
    })),
    ...events.slice(-MOST_MARKS).flatMap(({ attempts, type }) =>
      attempts.map(({ at, status }) => ({
        at: Date.parse(at),
        kind: "webhook" as const,
        text: `Webhook ${type}, ${status ?? "no answer"}`,
        link: linkTo(world, "webhooks"),
      })),
    ),
    ...due.slice(0, MOST_MARKS).map(({ at, name, provider }) => ({
      at: Date.parse(at),
      kind: "due" as const,
      text: `Due: ${provider} ${name}`,
    })),
    { at: now, kind: "now", text: "Now" },
  ];
  const first = Math.min(...marks.map(({ at }) => at));
  const last = Math.max(...marks.map(({ at }) => at), first + 1);
  const place = (at: number): string => `${2 + (96 * (at - first)) / (last - first)}%`;
  return (
    <Section title="Timeline">
      <div class="timeline">
        {marks.map((mark, at) => {
          const title = `${mark.text}, ${toShownTime(new Date(mark.at).toISOString())}`;
          const look = { class: `mark ${mark.kind}`, style: { left: place(mark.at) }, title };
          return mark.link === undefined ? (
            <span key={`${at}`} {...look} role="img" aria-label={title} />
          ) : (
            <a key={`${at}`} {...look} href={mark.link} aria-label={title} />
          );
        })}
      </div>
      <ul class="legend">
        <li class="exchange">exchanges</li>
        <li class="webhook">webhooks</li>
        <li class="due">due</li>
        <li class="now">now</li>
      </ul>
      <p class="hint">
        {toShownTime(new Date(first).toISOString())} to {toShownTime(new Date(last).toISOString())}
      </p>
    </Section>
  );
}

interface DueProps {
  readonly world: string;
  readonly clock: Clock;
  readonly due: readonly DueItem[];
  readonly action: Action;
}

function Due({ world, clock, due, action }: DueProps) {
  const now = Date.parse(clock.now);
  const calls = apiOf(world);
  return (
    <Section title="Due next">
      {due.length === 0 ? (
        <Empty>Nothing is scheduled in this world.</Empty>
      ) : (
        <Table
          label="Due next"
          titles={["when", "in", "what", "subject", "advance"]}
          rows={due.slice(0, 100).map(({ at, provider, name, subject, kind }, index) => ({
            key: `${index}`,
            cells: [
              toShownTime(at),
              toShownDuration(Date.parse(at) - now),
              `${provider} ${kind === "webhook" ? `webhook ${name}` : name}`,
              <code key="subject" class="break">
                {subject}
              </code>,
              <button
                key="go"
                type="button"
                class="quiet"
                aria-label={`Go there: ${toShownTime(at)}`}
                onClick={() => action.run(() => calls.changeClock({ now: at }), "What was due has run.")}
              >
                Go there
              </button>,
            ],
          }))}
        />
      )}
    </Section>
  );
}
