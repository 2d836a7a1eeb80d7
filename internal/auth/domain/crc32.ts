const POLYNOMIAL = 0xedb88320;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
  return remainder;
});

/** CRC-32 (ISO 3309, as in gzip and PNG) of ASCII text, as four big-endian bytes. */
export function crc32(ascii: string): Uint8Array {
  let crc = 0xffffffff;
  for (let at = 0; at < ascii.length; at += 1) crc = (crc >>> 8) ^ (table[(crc ^ ascii.charCodeAt(at)) & 0xff] ?? 0);
  const value = (crc ^ 0xffffffff) >>> 0;
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}
