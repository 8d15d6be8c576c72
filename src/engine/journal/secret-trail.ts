import { ownMember } from "../basics/table.ts";
import type { RowSecrets } from "../contract/collection.ts";
import type { ImageWatcher, RowLayers, WriteRecord } from "../state/images.ts";
import type { MountedState } from "../state/mounted-state.ts";
import type { WorldIdentity } from "../state/world-identity.ts";
import type { WorldImage } from "../state/world-image.ts";
import type { KnownSecrets } from "./known-secrets.ts";

/** Which values of rows are secrets, by the spaces that hold the rows. */
export type SecretSpaces = ReadonlyMap<string, RowSecrets<unknown>>;

/** A secret of a row. */
export interface RowSecret {
  /** The member that holds it. */
  readonly name: string;
  readonly value: string;
  readonly isCode: boolean;
}

/**
 * A point in the history of a world: a linked list of the secrets that the world has since stopped holding. An exchange
 * references the point at which it began, and so all later points. Once the last exchange that began at a point has been
 * dropped, the garbage collector frees the point and its secrets; no code has to clear them.
 */
export interface TrailPoint {
  /** How much has been left before, in characters, roughly. */
  readonly position: number;
  /** Secrets of rows that were changed or deleted here. */
  left: readonly RowSecret[];
  /** The rows of an image that gave way here, by space. */
  layers: RowMaps | undefined;
  next: TrailPoint | undefined;
  /** Whether an exchange may have seen what the world holds now, and has not held since a point before this. */
  isSeen: boolean;
}

type RowMaps = ReadonlyMap<string, readonly ReadonlyMap<string, unknown>[]>;

/** What is kept for a reader of a world that has been read before: so many new rows, or none if there were more. */
const MOST_FRESH = 10_000;
/** What a row with its secret is reckoned to take, in characters. */
const ROW_SIZE = 100;

export interface SecretTrailOptions {
  readonly image: WorldImage;
  readonly spaces: SecretSpaces;
  /** The spaces of all rows. */
  readonly rowSpaces: readonly string[];
  /** From which the secret is derived by which the world signs. */
  readonly identity: WorldIdentity;
  /** How many events the outbox holds in an image. */
  readonly eventsKept: (image: WorldImage) => number;
  /** Once the secrets that events may hold exceed this many characters, they are dropped. */
  readonly limit: number;
}

/** Tracks which secrets a world holds, by reference: rows are only inspected when they are replaced, or on a read. */
export class SecretTrail implements ImageWatcher {
  readonly image: WorldImage;
  readonly spaces: SecretSpaces;
  readonly rowSpaces: readonly string[];
  readonly identity: WorldIdentity;
  /** Now. */
  end: TrailPoint = createPoint(0, false);
  /** What the last reader found out; `undefined` if it no longer holds. */
  known: KnownSecrets | undefined = undefined;
  /** Rows that were written since. */
  fresh: { readonly space: string; readonly row: unknown }[] = [];
  /** Called when the trail has grown. */
  onGrowth: () => void = () => {};
  readonly #eventsKept: (image: WorldImage) => number;
  readonly #limit: number;
  /** The point before the oldest event of the outbox, or an earlier one. */
  #eventsFrom: TrailPoint | undefined = undefined;

  constructor({ image, spaces, rowSpaces, identity, eventsKept, limit }: SecretTrailOptions) {
    this.image = image;
    this.spaces = spaces;
    this.rowSpaces = rowSpaces;
    this.identity = identity;
    this.#eventsKept = eventsKept;
    this.#limit = limit;
    image.watch(this);
  }

  /** The point since which there have been events in the outbox; `undefined`: all of them came after the last one. */
  get eventsFrom(): TrailPoint | undefined {
    return this.#eventsFrom;
  }

  /** The point at which an exchange begins. */
  see(): TrailPoint {
    this.end.isSeen = true;
    return this.end;
  }

  committed(written: readonly WriteRecord[]): void {
    const left: RowSecret[] = [];
    for (const { space, key, before, value } of written) {
      const secrets = this.spaces.get(space);
      if (secrets === undefined) continue;
      if (value !== undefined) this.#addFresh(space, value);
      if (before === undefined) continue;
      if (!holdsSame(secrets, before, this.image.read(space, key))) left.push(...secretsOf(secrets, before));
    }
    if (left.length > 0 && this.#isToKeep()) this.#append(left, undefined, left.reduce(addSize, 0));
  }

  replaced(before: RowLayers): void {
    this.forget();
    if (!this.#isToKeep()) return;
    const layers = new Map<string, readonly ReadonlyMap<string, unknown>[]>();
    let size = ROW_SIZE;
    for (const space of this.spaces.keys()) {
      const maps = before.layersOf(space);
      if (maps.length === 0) continue;
      layers.set(space, maps);
      // Lower ones are those of the seed or of a snapshot, which are there anyway.
      size += (maps[0]?.size ?? 0) * ROW_SIZE;
    }
    this.#append([], layers, size);
  }

  /** Lets go of what readers have found out: the next one looks anew. */
  forget(): void {
    this.known = undefined;
    this.fresh = [];
  }

  #addFresh(space: string, row: unknown): void {
    if (this.known === undefined) return;
    if (this.fresh.length < MOST_FRESH) this.fresh.push({ space, row });
    else this.forget();
  }

  #isToKeep(): boolean {
    return this.end.isSeen || this.#eventsKept(this.image) > 0;
  }

  #append(left: readonly RowSecret[], layers: RowMaps | undefined, size: number): void {
    const { end } = this;
    if (this.#eventsKept(this.image) === 0) this.#eventsFrom = undefined;
    else if (this.#eventsFrom === undefined || end.position - this.#eventsFrom.position > this.#limit)
      this.#eventsFrom = end;
    end.left = left;
    end.layers = layers;
    // Once an image has given way, all that exchanges have seen lies behind.
    this.end = createPoint(end.position + size, layers === undefined);
    end.next = this.end;
    this.onGrowth();
  }
}

const addSize = (size: number, { value }: RowSecret): number => size + value.length + ROW_SIZE;

/** Where the mocks say that their rows hold secrets. */
export function secretSpacesOf(
  mounts: Iterable<Pick<MountedState, "collections">>,
): Pick<SecretTrailOptions, "spaces" | "rowSpaces"> {
  const spaces = new Map<string, RowSecrets<unknown>>();
  const rowSpaces: string[] = [];
  for (const { collections } of mounts)
    for (const [space, { definition }] of collections) {
      rowSpaces.push(space);
      if (definition.secrets !== undefined) spaces.set(space, definition.secrets);
    }
  return { spaces, rowSpaces };
}

const createPoint = (position: number, isSeen: boolean): TrailPoint => ({
  position,
  left: [],
  layers: undefined,
  next: undefined,
  isSeen,
});

/** Whether a row holds the same secrets as another, by a look at the members alone. */
function holdsSame({ members, codes }: RowSecrets<unknown>, before: unknown, after: unknown): boolean {
  if (before === after) return true;
  if (!isObject(before) || !isObject(after)) return false;
  const isSame = (name: string): boolean => ownMember(before, name) === ownMember(after, name);
  return (members === undefined || members.every(isSame)) && (codes === undefined || codes.every(isSame));
}

/** The secrets of one row, each with the member that holds it. */
export function secretsOf({ members = [], codes = [], parts }: RowSecrets<unknown>, row: unknown): RowSecret[] {
  // Besides rows there are marks of deleted ones.
  if (!isObject(row)) return [];
  const found: RowSecret[] = [];
  for (const name of members) addTexts(row[name], { name, isCode: false }, found);
  for (const name of codes) addTexts(row[name], { name, isCode: true }, found);
  if (parts !== undefined)
    for (const value of partsOf(parts, row)) found.push({ name: members[0] ?? "", value, isCode: false });
  return found;
}

/** What is put by hand as the state of a provider need not be a row in every respect. */
function partsOf(parts: (row: unknown) => readonly string[], row: unknown): readonly string[] {
  try {
    return parts(row);
  } catch {
    return [];
  }
}

function addTexts(value: unknown, of: Pick<RowSecret, "name" | "isCode">, found: RowSecret[]): void {
  if (typeof value === "string" && value !== "") found.push({ ...of, value });
  else if (typeof value === "number") found.push({ ...of, value: String(value) });
  else if (isObject(value)) for (const each of Object.values(value)) addTexts(each, of, found);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
