/**
 * Orders by code point, which is the order of the bytes in UTF-8.
 * JavaScript's own `<` orders by UTF-16 unit and so puts U+FFxx behind everything outside of the basic plane.
 */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xIsSurrogate = x >= 0xd800 && x < 0xe000;
    const yIsSurrogate = y >= 0xd800 && y < 0xe000;
    if (xIsSurrogate !== yIsSurrogate) return xIsSurrogate ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
}
