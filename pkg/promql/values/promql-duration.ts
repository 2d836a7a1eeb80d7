const units: readonly (readonly [string, number])[] = [
  ['y', 31_536_000_000],
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
];

/** Go's durations end after 292 years. */
const LONGEST_MS = 2 ** 63 / 1e6;

export type ParsedDuration = { readonly ms: number } | { readonly problem: string };

/** Milliseconds of `1h30m`; a year has 365 days. The problem is worded as by Prometheus. */
export function parseDuration(text: string): ParsedDuration {
  if (text === '0') return { ms: 0 };
  if (text === '') return { problem: 'empty duration string' };
  if (!/^(\d+\D+)+$/.test(text)) return { problem: `not a valid duration string: "${text}"` };
  let ms = 0;
  let lastUnit = -1;
  for (const [, digits = '', unit = ''] of text.matchAll(/(\d+)(\D+)/g)) {
    const index = units.findIndex(([name]) => name === unit);
    const size = units[index]?.[1];
    if (size === undefined) return { problem: `unknown unit "${unit}" in duration "${text}"` };
    if (index <= lastUnit) return { problem: `not a valid duration string: "${text}"` };
    lastUnit = index;
    ms += Number(digits) * size;
    if (ms > LONGEST_MS) return { problem: 'duration out of range' };
  }
  return { ms };
}

/** The shortest exact form. Years and weeks only where nothing remains: 90d reads better than 12w6d. */
export function formatDuration(durationMs: number): string {
  let rest = Math.trunc(Math.abs(durationMs));
  if (rest === 0) return '0s';
  let text = durationMs < 0 ? '-' : '';
  for (const [unit, size] of units) {
    if ((unit === 'y' || unit === 'w') && rest % size !== 0) continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}
