import fc from 'fast-check';
import { emptyBuckets, isStaleWords, type Label, type NativeHistogram, STALE_NAN_HIGH, STALE_NAN_LOW, wordsOf } from '#pkg/sample-model';
import { HeadMemory, packLabels, SeriesHead } from './index.ts';

const labels = (name: string, job = 'a'): Label[] => [{ name: '__name__', value: name }, { name: 'job', value: job }];
const bits = (value: number): [number, number] => {
  const [low = 0, high = 0] = wordsOf(Float64Array.of(value));
  return [low, high];
};
const histogram = (sum: number): NativeHistogram => ({ ...emptyBuckets, kind: 'float', schema: 1, count: 3, sum, positiveSpans: Int32Array.of(0, 1), positiveCounts: Float64Array.of(3), resetHint: 'unknown', stale: false });

describe('SeriesHead', () => {
  const values = fc.constantFrom(0, 1, 2.5, -0, NaN, Infinity, 12345678);
  const floats = fc.record({ time: fc.integer({ min: 0, max: 400 }), value: values, start: fc.constantFrom(0, 0, -5_000) });
  const operation = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('floats' as const), samples: fc.array(floats, { minLength: 1, maxLength: 30 }) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('histogram' as const), time: fc.integer({ min: 0, max: 400 }), value: fc.constantFrom(1, 2) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('read' as const), from: fc.integer({ min: 0, max: 400 }), length: fc.integer({ min: 0, max: 400 }) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const) }) },
  );

  test('holds what a sorted list would, whatever comes in whatever order, read and sealed at any time', () => {
    fc.assert(fc.property(fc.array(operation, { maxLength: 30 }), fc.constantFrom(50, 1_000), fc.constantFrom(0, 1_000), (operations, window, decodedBytes) => {
      const memory = new HeadMemory(decodedBytes);
      let head = new SeriesHead(memory, 8);
      let ref = head.add(packLabels(labels('m')));
      const model = new Map<number, { low: number; high: number; start: number; sum: number | undefined }>();
      const newest = (): number => Math.max(-Infinity, ...model.keys());
      const expected = (time: number, same: boolean): string => (model.has(time) ? (same ? 'known' : 'duplicate_sample') : time > newest() || time >= newest() - window ? 'written' : 'too_old');
      const check = (from: number, to: number): void => {
        const found = head.read(ref, from, to);
        const wanted = [...model].filter(([time]) => time >= from && time <= to).sort(([one], [other]) => one - other);
        const words = wordsOf(found?.values ?? new Float64Array(0));
        const read = Array.from(found?.timestamps ?? [], (time, at) => [time, found?.histograms?.[at]?.sum, found?.histograms?.[at] ? 0 : words[at * 2], found?.histograms?.[at] ? 0 : words[at * 2 + 1], found?.startTimestamps?.[at] ?? 0]);
        expect(read).toEqual(wanted.map(([time, { low, high, start, sum }]) => [time, sum, low, high, start]));
      };
      for (const step of operations) {
        if (step.kind === 'floats') {
          for (const { time, value, start } of step.samples) {
            const [low, high] = bits(value);
            const known = model.get(time);
            const verdict = expected(time, known?.sum === undefined && known?.low === low && known.high === high);
            expect(head.write(ref, time, low, high, start, window)).toBe(verdict);
            if (verdict === 'written') model.set(time, { low, high, start, sum: undefined });
          }
        } else if (step.kind === 'histogram') {
          const verdict = expected(step.time, model.get(step.time)?.sum === step.value);
          expect(head.writeHistogram(ref, { timestamp: step.time, startTimestamp: 0, histogram: histogram(step.value) }, window)).toBe(verdict);
          if (verdict === 'written') model.set(step.time, { low: 0, high: 0, start: 0, sum: step.value });
        } else if (step.kind === 'read') check(step.from, step.from + step.length);
        else {
          const chunks = head.sealAll(ref).map((chunk) => ({ ...chunk, data: Uint8Array.from(chunk.data) }));
          head.dispose();
          head = new SeriesHead(memory, 8);
          ref = head.add(packLabels(labels('m')));
          for (const chunk of chunks) head.addChunk(ref, chunk.kind, chunk);
        }
      }
      check(0, 1_000);
    }), { numRuns: 300 });
  });

  test('keeps the staleness marker', () => {
    const head = new SeriesHead(new HeadMemory());
    const ref = head.add(packLabels(labels('m')));
    head.write(ref, 1, STALE_NAN_LOW, STALE_NAN_HIGH, 0, 0);
    head.read(ref, 0, 10);
    head.write(ref, 2, STALE_NAN_LOW, STALE_NAN_HIGH, 0, 0);
    const words = wordsOf(head.read(ref, 0, 10)?.values ?? new Float64Array(0));
    expect([isStaleWords(words[0] ?? 0, words[1] ?? 0), isStaleWords(words[2] ?? 0, words[3] ?? 0)]).toEqual([true, true]);
  });

  test('what was read stays as it was when more comes, late or not', () => {
    const head = new SeriesHead(new HeadMemory());
    const ref = head.add(packLabels(labels('m')));
    for (const time of [10, 20, 30]) head.write(ref, time, ...bits(time), 0, 1_000);
    const before = head.read(ref, 0, 100);
    for (const time of [40, 15, 5, 50]) head.write(ref, time, ...bits(time), 0, 1_000);
    expect(Array.from(before?.timestamps ?? [])).toEqual([10, 20, 30]);
    expect(Array.from(head.read(ref, 0, 100)?.values ?? [])).toEqual([5, 10, 15, 20, 30, 40, 50]);
  });

  test('lets go of what is old and stored, keeps what is not, and uses series again', () => {
    const memory = new HeadMemory();
    const head = new SeriesHead(memory, 4);
    const [old, current] = [head.add(packLabels(labels('m', 'old'))), head.add(packLabels(labels('m', 'current')))];
    for (let time = 0; time < 20; time += 1) head.write(old, time, ...bits(time), 0, 0);
    for (let time = 0; time < 200; time += 1) head.write(current, time, ...bits(time), 0, 0);
    const removed: number[] = [];
    head.prune(100, 0, (ref) => removed.push(ref));
    expect(Array.from(head.read(old, 0, 1_000)?.timestamps ?? [])).toHaveLength(20);
    head.prune(100, memory.arena.nextBirth, (ref) => removed.push(ref));
    expect(removed).toEqual([old]);
    expect(head.size).toBe(1);
    expect(Array.from(head.select([{ name: 'job', op: '=', value: 'old' }]))).toEqual([]);
    expect(Array.from(head.read(current, 100, 1_000)?.timestamps ?? [])).toEqual(Array.from({ length: 100 }, (_, at) => 100 + at));
    const next = head.add(packLabels(labels('m', 'next')));
    expect(next).toBe(old);
    expect(head.read(next, 0, 1_000)).toBeUndefined();
    expect(Array.from(head.select([{ name: '__name__', op: '=', value: 'm' }]))).toEqual([old, current]);
    expect(head.labelsOf(next).get('job')).toBe('next');
  });

  test('memory of a head that is disposed of serves the next one', () => {
    const memory = new HeadMemory();
    const fill = (): SeriesHead => {
      const head = new SeriesHead(memory, 16);
      for (let series = 0; series < 100; series += 1) {
        const ref = head.add(packLabels(labels('m', `${series}`)));
        for (let time = 0; time < 500; time += 1) head.write(ref, time, ...bits(Math.sin(time)), 0, 0);
        head.read(ref, 0, 500);
      }
      return head;
    };
    fill().dispose();
    const once = memory.bytes;
    for (let round = 0; round < 5; round += 1) fill().dispose();
    expect(memory.bytes).toBeLessThan(once * 1.5);
  });
});
