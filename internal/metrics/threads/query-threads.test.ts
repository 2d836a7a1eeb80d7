import type { SeriesSource } from '#pkg/promql';
import { unavailable } from '#pkg/apperror';
import { GENERATED_BEGIN_MS, generatedJob, GeneratedSource } from '../fakes/generated-source.ts';
import type { QueryRunner } from '../ports/query-runner.ts';
import type { QueryJob } from '../domain/query-job.ts';
import { QueryThreads } from './query-threads.ts';

const always = new AbortController().signal;

async function answerOf(runner: QueryRunner, job: QueryJob, source: SeriesSource, signal = always): Promise<string> {
  const { pieces } = await runner.run(job, source, signal);
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

describe('queries in threads', () => {
  const inPlace = new QueryThreads({ threads: 1, heavySamples: Infinity, heavyValues: Infinity });
  const inThreads = new QueryThreads({ threads: 1, heavySamples: -1, heapMb: 64 });
  const source = new GeneratedSource(50, 40);
  afterAll(() => Promise.all([inPlace.close(), inThreads.close()]));

  const steps = { startMs: GENERATED_BEGIN_MS, endMs: GENERATED_BEGIN_MS + 600_000, stepMs: 15_000 };
  test.each<[string, Partial<QueryJob>]>([
    ['x', {}],
    ['sum(rate(x[5m]))', {}],
    ['rate(x[5m])', steps],
    ['x{n="0"}', steps],
    ['x[2m]', {}],
    ['info(x)', {}],
    ['info(x)', steps],
    ['count(x) by (n) or vector(1)', steps],
    ['x', { ...steps, form: { style: 'plain', limit: 3, withStatistics: false, warnings: ['w'] } }],
  ])('%s has the same answer as in place', async (query, given) => {
    const job = generatedJob(query, given);
    expect(await answerOf(inThreads, job, source)).toBe(await answerOf(inPlace, job, source));
  });

  test('series are selected once, and info() may select again', async () => {
    const own = new GeneratedSource(2, 40);
    await answerOf(inThreads, generatedJob('x + x'), own);
    expect(own.selections).toBe(1);
    await answerOf(inThreads, generatedJob('info(x)'), own);
    expect(own.selections).toBe(3);
  });

  test('what is known is not evaluated again, and what is to be kept comes back', async () => {
    const whole = generatedJob('sum_over_time(x[5m])', { ...steps, keepUntilMs: steps.startMs + 300_000 });
    for (const runner of [inPlace, inThreads]) {
      const { written, pieces } = await runner.run(whole, source, always);
      for await (const piece of pieces) expect(piece.length).toBeGreaterThan(0);
      const kept = await written;
      expect(Math.max(...(kept ?? []).flatMap(({ times }) => [...times]))).toBe(steps.startMs + 300_000);
      const expected = await answerOf(inPlace, generatedJob('sum_over_time(x[5m])', steps), source);
      for (const again of [inPlace, inThreads]) {
        expect(await answerOf(again, { ...whole, known: { untilMs: steps.startMs + 300_000, series: kept ?? [] } }, source)).toBe(expected);
      }
    }
  });

  test.each([
    ['x + on(job) x', { errorType: 'execution' }],
    ['sum(', { errorType: 'bad_data' }],
  ])('%s fails as in place', async (query, error) => {
    await expect(answerOf(inThreads, generatedJob(query), source)).rejects.toMatchObject(error);
  });

  test('limits of samples and time hold, and what the store says passes through', async () => {
    await expect(answerOf(inThreads, generatedJob('x', { maxSamples: 10 }), source)).rejects.toMatchObject({ errorType: 'execution', code: 'limit' });
    await expect(answerOf(inThreads, generatedJob('x', { timeoutMs: 0 }), source)).rejects.toMatchObject({ errorType: 'timeout' });
    await expect(answerOf(inThreads, generatedJob('x'), { select: () => Promise.reject(unavailable('gone')) })).rejects.toMatchObject({ code: 'unavailable' });
    let asked = 0;
    const breaking: SeriesSource = { select: (requests, signal) => ((asked += 1) > 1 ? Promise.reject(unavailable('gone')) : source.select(requests, signal)) };
    await expect(answerOf(inThreads, generatedJob('info(x)'), breaking)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('a query that nobody waits for ends, and the next one runs', async () => {
    const large = new GeneratedSource(3_000, 2_000);
    const job = generatedJob('sum(quantile_over_time(0.5, x[8h]))', { startMs: GENERATED_BEGIN_MS + 28_800_000, endMs: GENERATED_BEGIN_MS + 30_000_000, stepMs: 1_000 });
    const gone = new AbortController();
    const answered = answerOf(inThreads, job, large, gone.signal);
    setTimeout(() => gone.abort(), 500);
    await expect(answered).rejects.toMatchObject({ errorType: 'canceled' });
    expect(await answerOf(inThreads, generatedJob('count(x)'), source)).toContain('"50"');
  });

  test('a reader that leaves in the middle ends the query, too', async () => {
    const { pieces, written } = await inThreads.run(generatedJob('x', { ...steps, endMs: GENERATED_BEGIN_MS + 585_000, stepMs: 100 }), new GeneratedSource(500, 40), always);
    expect((await pieces.next()).done).toBe(false);
    await pieces.return(undefined);
    await written;
    expect(await answerOf(inThreads, generatedJob('count(x)'), source)).toContain('"50"');
  });

  test('a query that uses up the memory of its thread fails alone', async () => {
    const labels = Array.from({ length: 12 }, (_, n) => `"a${n}", "$1$1$1$1$1$1$1$1", "n", "(.*)"`);
    const query = labels.reduce((inner, text) => `label_replace(${inner}, ${text})`, 'x');
    const job = generatedJob(query, { ...steps });
    await expect(answerOf(inThreads, job, new GeneratedSource(60_000, 2))).rejects.toMatchObject({ errorType: 'execution', code: 'limit', message: 'the query needs more memory than a query may use' });
    expect(await answerOf(inThreads, generatedJob('count(x)'), source)).toContain('"50"');
  });
});
