import type { Awaitable } from "../contract/exchange.ts";
import type { Images, Write, WriteRecord } from "./images.ts";

/**
 * A change of a world, in order. A copy is from a world, from a snapshot (`world~name`) or from the seed (`~seed`); its result
 * can be held as an image when the entry is appended.
 */
export type LogEntry =
  | {
      readonly kind: "commit";
      readonly world: string;
      readonly writes: readonly Write[];
      /** All that has changed in the image, indexes included, for a log that may have to revert it. */
      readonly written?: readonly WriteRecord[];
    }
  | { readonly kind: "copy"; readonly world: string; readonly from: string }
  | { readonly kind: "create" | "drop"; readonly world: string };

/**
 * Stores committed writes outside this process. Without a log everything is in memory only. Handlers never access it: it is
 * called before the synchronous part of an exchange and after it.
 */
export interface Log {
  /** Names of the stored worlds. */
  worlds(): Awaitable<readonly string[]>;
  /** Whether a world is stored, where the log knows that without asking. */
  stores?(world: string): boolean;
  /** Whether a stored world may have rows in a space. */
  hasRows?(world: string, space: string): boolean;
  /** Loads a stored world into the images. @returns false if it is not stored */
  load(world: string): Awaitable<boolean>;
  /** Updates a world's image with what other processes have appended. Called after the request's body has arrived. */
  catchUp(world: string): Promise<void> | undefined;
  /** Appends an entry that is already in the image. It may be stored later: `settled` says when. */
  append(entry: LogEntry): void;
  /**
   * Waits until the content of the image is stored; `undefined`: it is. `false`: another process committed first; the image has
   * been reverted to what is stored, and the work has to run again. Rejects if the log cannot store at the moment; the image
   * has then been reverted, too.
   */
  settled(world: string): Promise<boolean> | undefined;
  /** Called before a world is reset: what was lost of it does not matter any more. */
  renew?(world: string): void;
  close(): Promise<void>;
}

/** The dependencies of a log. */
export interface LogHost {
  readonly images: Images;
  /** Applies writes of another process to a world's image, indexes included. */
  apply(world: string, writes: readonly Write[]): void;
  /** Called when a new world could not be stored: its image is gone. */
  forget?(world: string): void;
}
