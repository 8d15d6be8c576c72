/** A semantic fault to plant: one that users would suffer from, and that the contract of its provider has to notice. */
export interface Mutant {
  readonly name: string;
  /** A path from the repository's root. */
  readonly file: string;
  /** Occurs exactly once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The fault that has shown that contracts did not notice such. */
  readonly isBase?: boolean;
}
