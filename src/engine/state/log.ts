import type { Awaitable } from "../contract/exchange.ts";
import type { Images, Write } from "./images.ts";

/**
 * What happened to a world, in the order in which it happened. A copy is from a world, from a snapshot (`world~name`) or from
 * the seed (`~seed`); what it left in the image can be held when the entry is appended.
 */
export type LogEntry =
  | { readonly kind: "commit"; readonly world: string; readonly writes: readonly Write[] }
  | { readonly kind: "copy"; readonly world: string; readonly from: string }
  | { readonly kind: "create" | "drop"; readonly world: string };

/**
 * Keeps committed writes beyond this process. Without a log everything is in memory only. Handlers never see it: it is
 * asked before the synchronous part of an exchange and after it.
 */
export interface Log {
  /** Names of the worlds that are kept. */
  worlds(): Awaitable<readonly string[]>;
  /** Brings a world that is kept into the images. @returns false if it is not kept */
  load(world: string): Awaitable<boolean>;
  /** Brings a world's image level with what others have appended. Asked after the request's body has arrived. */
  catchUp(world: string): Promise<void> | undefined;
  /** Takes an entry that is in the image already. It may be kept later: `settled` says when. */
  append(entry: LogEntry): void;
  /**
   * Waits until everything that the image shows is kept; `undefined`: it is. `false`: another process came first; the image
   * has been reverted to what is kept, and the work has to run again. Rejects if nothing can be kept at the moment; the image
   * has then been reverted, too.
   */
  settled(world: string): Promise<boolean> | undefined;
  close(): Promise<void>;
}

/** What a log is given to work with. */
export interface LogHost {
  readonly images: Images;
  /** Applies writes of another process to a world's image, indexes included. */
  apply(world: string, writes: readonly Write[]): void;
}
