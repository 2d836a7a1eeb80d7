const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** `bytes` as one big-endian number in base 62, padded to the length that the largest number of that many bytes needs. */
export function base62(bytes: Uint8Array): string {
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let text = '';
  while (rest > 0n) {
    text = DIGITS.charAt(Number(rest % 62n)) + text;
    rest /= 62n;
  }
  return text.padStart(base62Length(bytes.length), '0');
}

/** Digits that `byteCount` bytes take: 43 for 32 bytes. */
export const base62Length = (byteCount: number): number => Math.ceil((byteCount * 8) / Math.log2(62));
