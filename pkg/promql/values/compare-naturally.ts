import { compareText } from './compare-text.ts';

/** Orders texts so that the numbers in them count by value: `node9` before `node10`. */
export function compareNaturally(a: string, b: string): number {
  const [partsA, partsB] = [chunks(a), chunks(b)];
  for (let i = 0; i < partsA.length && i < partsB.length; i++) {
    const [x = '', y = ''] = [partsA[i], partsB[i]];
    if (x === y) continue;
    const areNumbers = /^\d/.test(x) && /^\d/.test(y);
    const order = areNumbers ? Number(x) - Number(y) : compareText(x, y);
    if (order !== 0) return order;
    // 007 and 7 are the same number: the shorter text comes first.
    return x.length - y.length;
  }
  return partsA.length - partsB.length;
}

const chunks = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
