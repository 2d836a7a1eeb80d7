import fc from 'fast-check';
import { PromqlEngine } from '../evaluation/promql-engine.ts';
import type { QueryResult } from '../evaluation/query-result.ts';
import { InMemorySeries } from '../promqltest/in-memory-series.ts';
import { allSyntax } from '../promqltest/run-evaluation.ts';
import { PromqlError } from '../values/promql-error.ts';
import { difference } from './compare-answers.ts';
import { generateSeries } from './generate-series.ts';
import type { PeerProfile } from './peer-profile.ts';
import { PrometheusPeer, SLICE_MS } from './prometheus-peer.ts';
import { queryArbitrary } from './query-arbitrary.ts';
import { FIRST_MS } from './series-grid.ts';

/** A query with its times; `stepMs` 0: at one time. */
export interface Question {
  readonly query: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
}

/** A question of which the two answers differ, and how. */
export interface Disagreement {
  readonly question: Question;
  readonly how: string;
}

/** Our engine and a real Prometheus with the same samples. */
export class DifferentialRun {
  private constructor(
    private readonly profile: PeerProfile,
    private readonly peer: PrometheusPeer,
    private readonly engine: PromqlEngine,
  ) {}

  static async start(profile: PeerProfile, seed: number): Promise<DifferentialRun> {
    const peer = await PrometheusPeer.start(profile);
    try {
      const series = generateSeries(profile, seed);
      await peer.load(series);
      const memory = new InMemorySeries();
      // In the order in which the peer has met them, which decides between equals in topk().
      const sliceOf = (timeMs: number | undefined): number => Math.floor(((timeMs ?? 0) - FIRST_MS) / SLICE_MS);
      for (const { labels, samples } of [...series].sort((a, b) => sliceOf(a.samples[0]?.timeMs) - sliceOf(b.samples[0]?.timeMs))) memory.add(labels, samples);
      return new DifferentialRun(profile, peer, new PromqlEngine(memory, profile.version3 ? { syntax: allSyntax } : {}));
    } catch (error) {
      await peer.stop();
      throw error;
    }
  }

  /** Asks both; undefined when they agree. */
  async ask({ query, startMs, endMs, stepMs }: Question): Promise<string | undefined> {
    const seconds = (ms: number): string => String(ms / 1000);
    const [ours, theirs] = await Promise.all([
      this.own(stepMs === 0 ? this.engine.instant(query, startMs) : this.engine.range(query, { startMs, endMs, stepMs })),
      this.peer.query({ query, ...(stepMs === 0 ? { time: seconds(startMs) } : { start: seconds(startMs), end: seconds(endMs), step: seconds(stepMs) }) }),
    ]);
    const { version3 } = this.profile;
    return difference(ours, theirs, { relative: 1e-9, absolute: version3 ? 1e-15 : 1e-9, withAnnotations: version3 });
  }

  stop(): Promise<void> {
    return this.peer.stop();
  }

  private own(answer: Promise<QueryResult>): Promise<QueryResult | PromqlError> {
    return answer.catch((error: unknown) => {
      if (error instanceof PromqlError) return error;
      throw error;
    });
  }
}

/** Questions at one time and over ranges, in and around the time of the samples. */
export function questionArbitrary(profile: PeerProfile): fc.Arbitrary<Question> {
  // See PeerProfile: one second after a multiple of ten, where samples, windows and steps of subqueries do not meet.
  const moment = fc.integer({ min: 0, max: 480 }).map((tens) => FIRST_MS + tens * 10_000 + (profile.leftOpenWindows ? 0 : 1000));
  const step = fc.constantFrom(10_000, 30_000, 60_000, 150_000);
  return fc.tuple(queryArbitrary(profile), moment, fc.boolean(), step, fc.integer({ min: 0, max: 25 })).map(([query, startMs, isRange, stepMs, steps]) =>
    isRange ? { query, startMs, endMs: startMs + steps * stepMs, stepMs } : { query, startMs, endMs: startMs, stepMs: 0 },
  );
}
