import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { apiOf, type Exchange } from "../api.ts";
import { toCause, toCount, toShownClock, toShownTime, toTarget } from "../formats.ts";
import { type ListFilter, type LiveJournal, matches } from "../journal.ts";
import { useAction } from "../loading.ts";
import { ChoiceField, Empty, Field, Outcome, Page, Status } from "../parts.tsx";
import { DEFAULT_WORLD, linkTo } from "../places.ts";
import { VirtualList } from "../virtual-list.tsx";

interface ExchangesProps {
  readonly world: string;
  readonly journal: LiveJournal;
  readonly providers: readonly string[];
}

const KINDS = [
  ["", "all"],
  ["refused", "refused or disturbed"],
  ["changed", "changed state"],
  ["2xx", "2xx"],
  ["3xx", "3xx"],
  ["4xx", "4xx"],
  ["5xx", "5xx"],
] as const;

const CONNECTIONS = {
  loading: "Connecting…",
  live: "Live",
  lost: "Connection lost, trying again…",
  denied: "No access",
  absent: "Waiting for the first request",
};

/** Why no exchange is shown. */
const EMPTY: Readonly<Record<LiveJournal["connection"], (world: string) => string>> = {
  loading: () => "The exchanges are on their way.",
  live: () => "Nothing has been asked in this world yet. Requests appear here as they are answered.",
  lost: () => "Whether there are any is not known until standin answers.",
  denied: () => "They are shown to those who have the control token.",
  absent: (world) =>
    world === DEFAULT_WORLD
      ? "Nothing has been asked in this world yet, or it has been dropped. Requests appear here as they are answered."
      : `There is no world ${world}. It has been dropped, or no request has been accepted in it yet. Requests appear here as they are answered.`,
};

/** The journal, newest first, live. */
export function Exchanges({ world, journal, providers }: ExchangesProps) {
  const [filter, setFilter] = useState<ListFilter>({ text: "", provider: "", kind: "" });
  const [isPaused, setPaused] = useState(false);
  const kept = useRef(journal.exchanges);
  if (!isPaused) kept.current = journal.exchanges;
  const all = kept.current;
  const shown = useMemo(() => all.filter((each) => matches(each, filter)).reverse(), [all, filter]);
  const action = useAction();
  const isFiltered = filter.text !== "" || filter.provider !== "" || filter.kind !== "";
  return (
    <Page
      title="Exchanges"
      tools={
        <>
          <span class={`connection ${journal.connection}`} role="status">
            {CONNECTIONS[journal.connection]}
          </span>
          <button type="button" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
            {isPaused ? "Resume" : "Pause"}
          </button>
          <button
            type="button"
            onClick={() => action.run(() => apiOf(world).clearExchanges(), "The journal is empty.")}
          >
            Clear
          </button>
        </>
      }
    >
      <Filters filter={filter} onFilter={setFilter} providers={providers} />
      <Outcome action={action} />
      <p class="count" role="status">
        {isFiltered ? `${shown.length} of ${toCount(all.length, "exchange")}` : toCount(all.length, "exchange")}
        {isPaused ? `, paused; ${journal.exchanges.length - all.length} newer` : ""}
      </p>
      {shown.length === 0 ? (
        <Empty>{isFiltered ? "No exchange matches." : EMPTY[journal.connection](world)}</Empty>
      ) : (
        <VirtualList items={shown} label="Exchanges, newest first" keyOf={({ number }) => number}>
          {(exchange) => <Row exchange={exchange} world={world} />}
        </VirtualList>
      )}
    </Page>
  );
}

interface FiltersProps {
  readonly filter: ListFilter;
  readonly onFilter: (filter: ListFilter) => void;
  readonly providers: readonly string[];
}

function Filters({ filter, onFilter, providers }: FiltersProps) {
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const focus = (event: KeyboardEvent): void => {
      if (
        event.key !== "/" ||
        (event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName))
      )
        return;
      event.preventDefault();
      search.current?.focus();
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  return (
    <search class="filters">
      <Field label="Search (/)">
        {(id) => (
          <input
            id={id}
            ref={search}
            type="search"
            placeholder="path, reason, body…"
            value={filter.text}
            onInput={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          />
        )}
      </Field>
      <ChoiceField
        label="Provider"
        value={filter.provider}
        onValue={(provider) => onFilter({ ...filter, provider })}
        options={[["", "all"], ...providers]}
      />
      <ChoiceField label="Show" value={filter.kind} onValue={(kind) => onFilter({ ...filter, kind })} options={KINDS} />
    </search>
  );
}

function Row({ exchange, world }: { readonly exchange: Exchange; readonly world: string }) {
  const { number, at, provider, operationId, request, reply, changes, refusal } = exchange;
  const cause = toCause(exchange);
  const count = changes.length;
  return (
    <a class="row" href={linkTo(world, "exchanges", number)}>
      <span class="first">
        <Status status={reply.status} />
        <span class="method">{request.method}</span>
        <span class="target" title={toTarget(exchange)}>
          {toTarget(exchange)}
        </span>
        <time title={toShownTime(at)} dateTime={at}>
          {toShownClock(at)}
        </time>
      </span>
      <span class="second">
        <span class="number">#{number}</span>
        <span class="operation">
          {provider} {operationId ?? "no operation"}
        </span>
        {refusal === undefined ? null : <span class="stage">{refusal.stage}</span>}
        <span class={cause === "" ? "note" : "cause"} title={cause}>
          {cause === "" && count > 0 ? `${count} ${count === 1 ? "row" : "rows"} changed` : cause}
        </span>
      </span>
    </a>
  );
}
