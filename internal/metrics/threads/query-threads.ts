import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Piscina from 'piscina';
import { PromqlError, type SeriesRequest, type SeriesSamples, type SeriesSource } from '#pkg/promql';
import type { QueryJob } from '../domain/query-job.ts';
import type { WrittenSeries } from '../domain/written-series.ts';
import type { QueryRun, QueryRunner } from '../ports/query-runner.ts';
import { evaluateJob, piecesOf } from './evaluate-job.ts';
import { ThreadedQuery } from './threaded-query.ts';

export interface QueryThreadsOptions {
  readonly threads: number;
  /** Heap of each thread; samples lie outside of it and are bounded by the samples of a query. */
  readonly heapMb?: number;
  /** A query that reads more samples goes to a thread. */
  readonly heavySamples?: number;
  /** … or that may answer more values. */
  readonly heavyValues?: number;
}

const DEFAULTS = { heapMb: 1024, heavySamples: 1_000_000, heavyValues: 500_000 };
/** Long enough for dashboards that ask every minute. */
const IDLE_MS = 5 * 60_000;

// Node runs the source with hooks that translate it under tests, and what the compiler made of it otherwise.
const isSource = __filename.endsWith('.ts');
const threadFile = path.join(__dirname, isSource ? 'query-thread.ts' : 'query-thread.js');
const loader = isSource ? ['--conditions=source', '--import', pathToFileURL(path.resolve(__dirname, '../../../scripts/typescript-hooks.mjs')).href] : [];

/** The first series that a query selected, when they are too many for this thread. */
class Heavy extends Error {
  constructor(readonly selected: readonly (readonly SeriesSamples[])[]) {
    super('the query is heavy');
  }
}

/** Runs light queries in place, which pauses between series, and heavy ones in threads, which also write the answers down. */
export class QueryThreads implements QueryRunner {
  private readonly pool: Piscina;
  private readonly options: Required<QueryThreadsOptions>;

  constructor(options: QueryThreadsOptions) {
    this.options = { ...DEFAULTS, ...options };
    this.pool = new Piscina({
      filename: threadFile,
      name: 'runQuery',
      minThreads: 0,
      maxThreads: this.options.threads,
      idleTimeout: IDLE_MS,
      atomics: 'disabled',
      env: {},
      execArgv: loader,
      resourceLimits: { maxOldGenerationSizeMb: this.options.heapMb, maxYoungGenerationSizeMb: 64 },
    });
    // What breaks an idle thread breaks no query.
    this.pool.on('error', () => undefined);
  }

  async run(job: QueryJob, source: SeriesSource, signal: AbortSignal): Promise<QueryRun> {
    try {
      const evaluated = await evaluateJob(job, this.watched(job, source), signal);
      return inTurns(piecesOf(job, evaluated));
    } catch (error) {
      if (error instanceof Heavy) return this.inThread(job, source, error.selected, signal);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  /** The source, which stops the query as soon as it turns out to be heavy. */
  private watched(job: QueryJob, source: SeriesSource): SeriesSource {
    let isFirst = true;
    return {
      select: async (requests: readonly SeriesRequest[], signal?: AbortSignal) => {
        const selected = await source.select(requests, signal);
        if (isFirst && this.isHeavy(job, selected)) throw new Heavy(selected);
        isFirst = false;
        return selected;
      },
    };
  }

  private isHeavy({ startMs, endMs, stepMs, known }: QueryJob, selected: readonly (readonly SeriesSamples[])[]): boolean {
    const steps = stepMs === 0 ? 1 : Math.floor((endMs - (known?.untilMs ?? startMs)) / stepMs) + 1;
    const most = Math.max(0, ...selected.map((series) => series.length));
    const samples = selected.reduce((sum, series) => sum + series.reduce((total, { timestamps }) => total + timestamps.length, 0), 0);
    return samples > this.options.heavySamples || most * steps > this.options.heavyValues;
  }

  private async inThread(job: QueryJob, source: SeriesSource, selected: readonly (readonly SeriesSamples[])[], signal: AbortSignal): Promise<QueryRun> {
    const query = new ThreadedQuery(source, selected, signal);
    return query.run(job, async (task, transfer, killed) => {
      try {
        await this.pool.run(task, { transferList: [...transfer], signal: killed });
      } catch (error) {
        if (signal.aborted) throw new PromqlError('canceled', 'query was canceled in expression evaluation');
        if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
        throw new PromqlError('execution', 'the query needs more memory than a query may use', { code: 'limit' });
      }
    });
  }
}

/** Writes the answer, however slowly it is read, and gives everybody else a turn between pieces: among others those who compress and send what is written. */
function inTurns(writing: ReturnType<typeof piecesOf>): QueryRun {
  const ready: Uint8Array[] = [];
  let [isOver, wake] = [false, (): void => undefined];
  const write = async (): Promise<readonly WrittenSeries[] | undefined> => {
    try {
      for (let next = writing.next(); !isOver; next = writing.next()) {
        if (next.done === true) return next.value;
        ready.push(next.value);
        wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      return undefined;
    } finally {
      isOver = true;
      wake();
    }
  };
  const work = write();
  async function* pieces(): AsyncGenerator<Uint8Array, void> {
    try {
      for (;;) {
        const piece = ready.shift();
        if (piece) yield piece;
        else if (isOver) return void (await work);
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      isOver = true;
    }
  }
  // What goes wrong is told to whoever reads.
  return { pieces: pieces(), written: work.catch(() => undefined) };
}
