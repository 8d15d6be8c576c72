import { useState } from "preact/hooks";
import { api, apiOf, type Snapshot, type WorldDescription } from "../api.ts";
import { toCount, toShownTime } from "../formats.ts";
import { type Action, useAction, useLoaded } from "../loading.ts";
import { Empty, Form, Outcome, Page, Section, Shown, TextField } from "../parts.tsx";
import { linkTo } from "../places.ts";

/** All worlds, and what can be done with each. */
export function Worlds() {
  const loaded = useLoaded(() => api.worlds(), []);
  const action = useAction(loaded.reload);
  const [name, setName] = useState("");
  return (
    <Page title="Worlds" lead="Isolated copies of all providers: state, clock, faults, webhooks and journal.">
      <Form class="line" onSubmit={() => action.run(() => apiOf(name).create(false), `World ${name} is there.`)}>
        <TextField label="New world" value={name} onValue={setName} placeholder="checkout-test" required />
        <button type="submit">Create</button>
      </Form>
      <Outcome action={action} />
      <Shown loaded={loaded}>
        {(worlds) =>
          worlds.length === 0 ? (
            <Empty>There is no world yet. The first request creates the world “default”.</Empty>
          ) : (
            byName(worlds).map((world) => <WorldCard key={world.name} world={world} action={action} />)
          )
        }
      </Shown>
    </Page>
  );
}

/** An order that no action changes: a second click meets the same world. */
const byName = (worlds: readonly WorldDescription[]): readonly WorldDescription[] =>
  [...worlds].sort((a, b) => (a.name < b.name ? -1 : 1));

function WorldCard({ world, action }: { readonly world: WorldDescription; readonly action: Action }) {
  const { name, exchanges, faults, events, clock, lastUsedAt, trackReads } = world;
  const [copy, setCopy] = useState(`${name}-copy`.slice(0, 64));
  const [isDropping, setDropping] = useState(false);
  const calls = apiOf(name);
  return (
    <Section
      title={<a href={linkTo(name, "exchanges")}>{name}</a>}
      tools={
        <>
          <button type="button" onClick={() => action.run(calls.reset, `World ${name} is as its seed makes it.`)}>
            Reset
          </button>
          {isDropping ? (
            <button type="button" class="danger" onClick={() => action.run(calls.delete, `World ${name} is gone.`)}>
              Drop {name} for good
            </button>
          ) : (
            <button type="button" onClick={() => setDropping(true)}>
              Drop…
            </button>
          )}
        </>
      }
    >
      <ul class="facts">
        <li>{toCount(exchanges, "exchange")}</li>
        <li>{toCount(events, "webhook")}</li>
        <li>{toCount(faults, "fault")}</li>
        <li>
          {toShownTime(clock.now)} {clock.frozen ? "(frozen)" : ""}
        </li>
        <li>last used {toShownTime(lastUsedAt)}</li>
        {trackReads ? <li>tracks reads</li> : null}
      </ul>
      <Snapshots name={name} count={world.snapshots} action={action} />
      <Form class="line" onSubmit={() => action.run(() => calls.fork(copy), `World ${copy} is a copy of ${name}.`)}>
        <TextField label="Name of a copy" value={copy} onValue={setCopy} required />
        <button type="submit">Fork</button>
      </Form>
    </Section>
  );
}

interface SnapshotsProps {
  readonly name: string;
  /** As the list of worlds says: asking a world that is gone for its snapshots would create it. */
  readonly count: number;
  readonly action: Action;
}

function Snapshots({ name, count, action }: SnapshotsProps) {
  const calls = apiOf(name);
  const loaded = useLoaded(async () => (count === 0 ? [] : calls.snapshots()), [name, count], 0);
  const [as, setAs] = useState("");
  return (
    <>
      <Shown loaded={loaded}>
        {(snapshots) => (
          <ul class="plain">
            {snapshots.map((snapshot) => (
              <SnapshotLine key={snapshot.name} world={name} snapshot={snapshot} action={action} />
            ))}
          </ul>
        )}
      </Shown>
      <Form class="line" onSubmit={() => action.run(() => calls.snapshot(as), `Snapshot “${as}” of ${name} is saved.`)}>
        <TextField label="Name of a snapshot" value={as} onValue={setAs} placeholder="signed in" required />
        <button type="submit">Save snapshot</button>
      </Form>
    </>
  );
}

function SnapshotLine({
  world,
  snapshot,
  action,
}: {
  readonly world: string;
  readonly snapshot: Snapshot;
  readonly action: Action;
}) {
  const calls = apiOf(world);
  return (
    <li class="line">
      <span>
        <strong>{snapshot.name}</strong> {toShownTime(snapshot.now)}
      </span>
      <button
        type="button"
        aria-label={`Restore ${snapshot.name} of ${world}`}
        onClick={() => action.run(() => calls.restore(snapshot.name), `${world} is as in “${snapshot.name}”.`)}
      >
        Restore
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={`Delete ${snapshot.name} of ${world}`}
        onClick={() => action.run(() => calls.deleteSnapshot(snapshot.name), `“${snapshot.name}” is deleted.`)}
      >
        Delete
      </button>
    </li>
  );
}
