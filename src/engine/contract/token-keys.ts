/** A signing or encryption key of a world. */
export interface TokenKey {
  /** 64 hexadecimal digits. */
  readonly secret: string;
  /** The `kid` of its tokens: names world and key. */
  readonly id: string;
}

/** The keys of the tokens that a world issues or accepts. */
export interface TokenKeys {
  /** The key for new tokens. */
  readonly current: TokenKey;
  /** Returns the secret to verify or decrypt a token with. A token without `kid` counts as one of the default world. */
  secretFor(token: string): string;
  /** Whether tokens of this key are valid: keys of the world itself, and keys of its ancestors from before the fork. */
  accepts(keyId: string): boolean;
}
