import { decodeText } from "../basics/decoded-text.ts";
import { keysOf } from "../kit/world-keys.ts";
import { SecretIndex } from "./secret-index.ts";
import { normalizeName } from "./secret-names.ts";
import { type RowSecret, type SecretTrail, secretsOf, type TrailPoint } from "./secret-trail.ts";

/** All that a world holds and has held as secrets, ready to be found. */
export interface KnownSecrets {
  readonly secrets: SecretIndex;
  /** One-time codes. */
  readonly codes: SecretIndex;
  /** Those that are too short to be looked for everywhere, by the normalized name of the member that holds them. */
  readonly shortSecrets: ShortSecrets;
  readonly shortCodes: ShortSecrets;
  /** Position of the point of the trail from which on they are all there is. */
  readonly position: number;
  /** How many there were when all of the world was looked at. */
  readonly sizeAtFirst: number;
}

type Indexes = Omit<KnownSecrets, "position" | "sizeAtFirst">;
type ShortSecrets = Map<string, Set<string>>;

/** So many more than at first are kept before all is looked at again, as some of them may have gone long ago. */
const MOST_MORE = 10_000;

/** What a world holds, and what it has left since a point of its trail. Looks at what is new since the last time. */
export function knownSecrets(trail: SecretTrail, from: TrailPoint | undefined): KnownSecrets {
  const position = from?.position ?? Number.POSITIVE_INFINITY;
  const { known } = trail;
  if (known === undefined || known.position > position || known.secrets.size > known.sizeAtFirst * 2 + MOST_MORE) {
    trail.forget();
    trail.known = { ...lookAtAll(trail, from), position };
    return trail.known;
  }
  for (const { space, row } of trail.fresh) addRow(trail, space, row, known);
  trail.fresh = [];
  return known;
}

function lookAtAll(trail: SecretTrail, from: TrailPoint | undefined): Omit<KnownSecrets, "position"> {
  const { image, spaces } = trail;
  const known = {
    secrets: new SecretIndex(),
    codes: new SecretIndex(),
    shortSecrets: new Map(),
    shortCodes: new Map(),
    sizeAtFirst: 0,
  };
  known.secrets.add(keysOf(trail.identity).secret);
  const seen = new Set<object>();
  const addLayers = (space: string, layers: readonly ReadonlyMap<string, unknown>[]): void => {
    for (const rows of layers) {
      // Copies of a world have the lower ones in common.
      if (seen.has(rows)) continue;
      seen.add(rows);
      for (const row of rows.values()) addRow(trail, space, row, known);
    }
  };
  for (const space of spaces.keys()) addLayers(space, image.layersOf(space));
  for (let point = from; point !== undefined; point = point.next) {
    for (const secret of point.left) add(secret, known);
    for (const [space, layers] of point.layers ?? []) addLayers(space, layers);
  }
  known.sizeAtFirst = known.secrets.size;
  return known;
}

function addRow({ spaces }: SecretTrail, space: string, row: unknown, known: Indexes): void {
  const secrets = spaces.get(space);
  if (secrets !== undefined) for (const secret of secretsOf(secrets, row)) add(secret, known);
}

function add({ name, value, isCode }: RowSecret, { secrets, codes, shortSecrets, shortCodes }: Indexes): void {
  const index = isCode ? codes : secrets;
  index.add(value);
  if (index.has(value)) return;
  const short = isCode ? shortCodes : shortSecrets;
  const key = normalizeName(name);
  short.set(key, (short.get(key) ?? new Set()).add(decodeText(value)));
}
