import { useId, useState } from "preact/hooks";
import { apiOf, type State } from "../api.ts";
import { toCell, toMessage } from "../formats.ts";
import { type Action, useAction, useLoaded } from "../loading.ts";
import { ownValue } from "../own-value.ts";
import { Empty, Form, Outcome, Page, Section, Shown, Table, TextField } from "../parts.tsx";
import { goTo, linkTo } from "../places.ts";

type Row = State["collections"][string][number];

interface StateProps {
  readonly world: string;
  readonly providers: readonly string[];
  /** Provider and collection. */
  readonly rest: readonly string[];
}

const PAGE_ROWS = 100;
const MOST_COLUMNS = 8;

/** The rows that the mocks keep, as tables. */
export function StateView({ world, providers, rest: [provider = providers[0] ?? "", chosen] }: StateProps) {
  const loaded = useLoaded(() => apiOf(world).state(provider), [world, provider]);
  const action = useAction(loaded.reload);
  return (
    <Page
      title="State"
      lead="Rows as the mocks keep them, secrets included. A row is edited as JSON; standin refuses a state that is none."
    >
      <nav aria-label="Providers" class="tabs">
        {providers.map((name) => (
          <a key={name} href={linkTo(world, "state", name)} aria-current={name === provider ? "page" : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <Outcome action={action} />
      <Shown loaded={loaded}>
        {(state) => {
          const names = Object.keys(state.collections);
          const collection =
            names.find((each) => each === chosen) ??
            names.find((each) => (state.collections[each] ?? []).length > 0) ??
            names[0];
          return (
            <>
              <nav aria-label="Collections" class="tabs small">
                {names.map((name) => (
                  <a
                    key={name}
                    href={linkTo(world, "state", provider, name)}
                    aria-current={name === collection ? "page" : undefined}
                  >
                    {name} <small>{(ownValue(state.collections, name) ?? []).length}</small>
                  </a>
                ))}
              </nav>
              {collection === undefined ? (
                <Empty>This mock keeps no rows.</Empty>
              ) : (
                <Collection
                  key={`${provider} ${collection}`}
                  world={world}
                  provider={provider}
                  name={collection}
                  rows={ownValue(state.collections, collection) ?? []}
                  action={action}
                />
              )}
              <Counters counters={state.counters} />
            </>
          );
        }}
      </Shown>
    </Page>
  );
}

function Counters({ counters }: { readonly counters: State["counters"] }) {
  const entries = Object.entries(counters);
  if (entries.length === 0) return null;
  return (
    <Section title="Counters">
      <Table
        label="Counters"
        titles={["name", "value"]}
        rows={entries.map(([name, value]) => ({ key: name, cells: [name, value] }))}
      />
    </Section>
  );
}

interface CollectionProps {
  readonly world: string;
  readonly provider: string;
  readonly name: string;
  readonly rows: readonly Row[];
  readonly action: Action;
}

function Collection({ world, provider, name, rows, action }: CollectionProps) {
  const [text, setText] = useState("");
  const [page, setPage] = useState(0);
  const [edited, setEdited] = useState<Row | undefined>();
  const find = (value: string): void => {
    setText(value);
    setPage(0);
  };
  const found = rows.filter((row) => JSON.stringify(row).toLowerCase().includes(text.toLowerCase()));
  const shown = found.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
  const columns = [...new Set(shown.flatMap((row) => Object.keys(row)))].slice(0, MOST_COLUMNS);
  const change = (to: (before: readonly Row[]) => Row[], done: string): void => {
    setEdited(undefined);
    action.run(() => replaceRows({ world, provider, name }, to), done);
  };
  return (
    <Section
      title={name}
      tools={
        <button type="button" onClick={() => setEdited({})}>
          Add a row
        </button>
      }
    >
      <div class="line">
        <TextField label="Find in rows" type="search" value={text} onValue={find} />
      </div>
      {edited === undefined ? null : (
        <RowEditor
          key={JSON.stringify(edited)}
          row={edited}
          onCancel={() => setEdited(undefined)}
          onSave={(row) => change((all) => replaced(all, edited, row), "The row is saved.")}
          onDelete={() => change((all) => replaced(all, edited, undefined), "The row is deleted.")}
        />
      )}
      {shown.length === 0 ? (
        <Empty>{rows.length === 0 ? "No rows." : "No row matches."}</Empty>
      ) : (
        <Table
          label={`Rows of ${name}`}
          titles={["edit", ...columns]}
          rows={shown.map((row, at) => ({
            key: `${page}/${at}`,
            cells: [
              <button
                key="edit"
                type="button"
                class="quiet"
                aria-label={`Edit row ${page * PAGE_ROWS + at + 1}`}
                onClick={() => setEdited(row)}
              >
                Edit
              </button>,
              ...columns.map((column) => (
                <span key={column} class="cell" title={toCell(ownValue(row, column))}>
                  {toCell(ownValue(row, column))}
                </span>
              )),
            ],
          }))}
        />
      )}
      <Pages page={page} count={found.length} onPage={setPage} />
    </Section>
  );
}

interface PagesProps {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}

/** Goes through the rows where there are too many for one page. */
const Pages = ({ page, count, onPage }: PagesProps) =>
  count <= PAGE_ROWS ? null : (
    <p class="line">
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Previous
      </button>
      <span>
        {page * PAGE_ROWS + 1} to {Math.min(count, (page + 1) * PAGE_ROWS)} of {count}
      </span>
      <button type="button" disabled={(page + 1) * PAGE_ROWS >= count} onClick={() => onPage(page + 1)}>
        Next
      </button>
    </p>
  );

/** Replaces a row by what it is now: another may have changed the others since they were shown. */
async function replaceRows(
  { world, provider, name }: Pick<CollectionProps, "world" | "provider" | "name">,
  to: (before: readonly Row[]) => Row[],
): Promise<void> {
  const calls = apiOf(world);
  const state = await calls.state(provider);
  await calls.putState(provider, {
    ...state,
    collections: { ...state.collections, [name]: to(ownValue(state.collections, name) ?? []) },
  });
  goTo(linkTo(world, "state", provider, name));
}

/** @throws Error where the row is no longer as it was shown */
function replaced(rows: readonly Row[], before: Row, after: Row | undefined): Row[] {
  const added = after === undefined ? [] : [after];
  if (Object.keys(before).length === 0) return [...rows, ...added];
  const old = JSON.stringify(before);
  const at = rows.findIndex((row) => JSON.stringify(row) === old);
  if (at < 0) throw new Error("The row has changed since it was shown. Look at it again.");
  return [...rows.slice(0, at), ...added, ...rows.slice(at + 1)];
}

interface RowEditorProps {
  readonly row: Row;
  readonly onSave: (row: Row) => void;
  readonly onCancel: () => void;
  readonly onDelete: () => void;
}

function RowEditor({ row, onSave, onCancel, onDelete }: RowEditorProps) {
  const id = useId();
  const [text, setText] = useState(JSON.stringify(row, null, 2));
  const fault = toFault(text);
  return (
    <Form class="card inner" onSubmit={() => fault === undefined && onSave(JSON.parse(text))}>
      <label for={id}>The row as JSON</label>
      <textarea
        id={id}
        rows={12}
        value={text}
        spellcheck={false}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-fault`}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p id={`${id}-fault`} class={fault === undefined ? "hint" : "problem"} aria-live="polite">
        {fault ?? "Its key and the types of its members decide whether standin takes it."}
      </p>
      <p class="line">
        <button type="submit" class="main" disabled={fault !== undefined}>
          Save
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
        {Object.keys(row).length === 0 ? null : (
          <button type="button" class="danger" onClick={onDelete}>
            Delete the row
          </button>
        )}
      </p>
    </Form>
  );
}

function toFault(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? undefined
      : "A row is an object: { … }.";
  } catch (error) {
    return toMessage(error);
  }
}
