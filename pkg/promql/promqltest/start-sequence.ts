import { parseDuration } from '../values/promql-duration.ts';

/** Reads start times relative to the samples: `_`, `_x3`, `-1m`, `-1mx2`, `-30s-1mx2`; in milliseconds. */
export function parseStartSequence(text: string): (number | undefined)[] {
  return text.split(/\s+/).flatMap((item): (number | undefined)[] => {
    const gap = /^_(?:x(\d+))?$/.exec(item);
    if (gap) return new Array<undefined>(Number(gap[1] ?? 1)).fill(undefined);
    const match = /^([+-]?\d+[a-wyz]*)([+-]\d+[a-wyz]*)?(?:x(\d+))?$/.exec(item);
    if (!match) throw new Error(`no start time: ${item}`);
    const [, first = '', step, times] = match;
    return Array.from({ length: times === undefined ? 1 : Number(times) + 1 }, (_, i) => signedMs(first) + i * (step === undefined ? 0 : signedMs(step)));
  });
}

function signedMs(text: string): number {
  const duration = parseDuration(text.replace(/^[+-]/, ''));
  if (!('ms' in duration)) throw new Error(duration.problem);
  return text.startsWith('-') ? -duration.ms : duration.ms;
}
