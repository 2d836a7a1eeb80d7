/** Randomness, digests and encryption. */
export interface Secrets {
  /** From a cryptographically secure source. */
  randomBytes(count: number): Uint8Array;
  /** SHA-256 in hex. */
  digest(text: string): string;
  /** Keyed digest (HMAC-SHA-256, base64url): a value that only we can make out of `text`, separate for each `purpose`. */
  mark(purpose: string, text: string): string;
  /** Compares without telling by its timing where the difference is. */
  same(left: string, right: string): boolean;
  /** Encrypts and authenticates (AES-256-GCM); what was sealed for one purpose does not open for another. */
  seal(purpose: string, text: string): string;
  /** Undefined when it was not sealed by us for this purpose, or was changed. */
  open(purpose: string, sealed: string): string | undefined;
}
