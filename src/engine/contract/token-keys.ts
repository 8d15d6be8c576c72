/** A key that a world signs or encrypts with. */
export interface TokenKey {
  /** 64 hexadecimal digits. */
  readonly secret: string;
  /** Names world and key: the `kid` of the tokens. */
  readonly id: string;
}

/** The keys of the tokens that are issued in a world, or accepted there. */
export interface TokenKeys {
  /** The key of what is issued now. */
  readonly current: TokenKey;
  /** The secret that a token was made with, if it is valid here. A token without `kid` is one of the default world. */
  secretFor(token: string): string;
  /** Whether tokens of this key are valid here: those of the world itself, and those of its ancestors before the fork. */
  accepts(keyId: string): boolean;
}
