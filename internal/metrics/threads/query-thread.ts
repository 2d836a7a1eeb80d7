import type { MessagePort } from 'node:worker_threads';
import { PromqlError, type SeriesRequest, type SeriesSamples, type SeriesSource } from '#pkg/promql';
import type { QueryJob } from '../domain/query-job.ts';
import { evaluateJob, piecesOf } from './evaluate-job.ts';
import { unpackSeries } from './pack-series.ts';
import { buffersOfWritten, packWritten, unpackWritten } from './pack-written.ts';
import type { FromThread, ThreadFailure, ThreadTask, ToThread } from './thread-messages.ts';

/** Bytes of an answer that may wait for a slow reader before the thread stops writing. */
const WINDOW_BYTES = 16 * 1024 * 1024;

/** Runs one query in this thread; series come from the process, the answer goes there. Does not reject. */
export async function runQuery({ job, known, port }: ThreadTask): Promise<void> {
  const talk = new ThreadTalk(port);
  try {
    const whole: QueryJob = { ...job, known: known && { untilMs: known.untilMs, series: unpackWritten(known.series) } };
    const evaluated = await evaluateJob(whole, talk, talk.canceled.signal);
    talk.send({ kind: 'evaluated' });
    const pieces = piecesOf(whole, evaluated);
    let next = pieces.next();
    for (; next.done !== true; next = pieces.next()) {
      await talk.room();
      if (talk.canceled.signal.aborted) return;
      talk.piece(next.value);
    }
    const kept = next.value && packWritten(next.value);
    talk.send({ kind: 'ended', kept }, kept ? buffersOfWritten(kept) : []);
  } catch (error) {
    talk.send({ kind: 'failed', failure: failureOf(error) });
  } finally {
    port.close();
  }
}

const failureOf = (error: unknown): ThreadFailure => ({
  errorType: error instanceof PromqlError ? error.errorType : undefined,
  message: error instanceof Error ? (error instanceof PromqlError ? error.message : (error.stack ?? error.message)) : String(error),
  isLimit: error instanceof PromqlError && error.code === 'limit',
});

/** The thread's side of the conversation; to the engine it is where series come from. */
class ThreadTalk implements SeriesSource {
  readonly canceled = new AbortController();
  private underway = 0;
  private waiting: (() => void) | undefined;
  private selecting: ((message: Extract<ToThread, { kind: 'selected' | 'source failed' }>) => void) | undefined;

  constructor(private readonly port: MessagePort) {
    port.on('message', (message: ToThread) => this.receive(message));
  }

  send(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
    this.port.postMessage(message, [...transfer]);
  }

  piece(bytes: Uint8Array): void {
    this.underway += bytes.length;
    // A piece is the only view of its buffer.
    const own = bytes as Uint8Array<ArrayBuffer>;
    this.send({ kind: 'piece', bytes: own }, [own.buffer]);
  }

  /** Resolves when another piece may be sent. */
  async room(): Promise<void> {
    while (this.underway >= WINDOW_BYTES && !this.canceled.signal.aborted) await new Promise<void>((resolve) => (this.waiting = resolve));
    // Lets a cancellation in.
    await new Promise((resolve) => setImmediate(resolve));
  }

  async select(requests: readonly SeriesRequest[]): Promise<readonly (readonly SeriesSamples[])[]> {
    const answered = new Promise<Extract<ToThread, { kind: 'selected' | 'source failed' }>>((resolve) => (this.selecting = resolve));
    this.send({ kind: 'select', requests });
    const answer = await answered;
    // The process knows why.
    if (answer.kind === 'source failed') throw new PromqlError('canceled', 'the series cannot be read');
    return answer.answers.map(unpackSeries);
  }

  private receive(message: ToThread): void {
    switch (message.kind) {
      case 'cancel':
        this.canceled.abort();
        this.selecting?.({ kind: 'source failed' });
        return this.waiting?.();
      case 'taken':
        this.underway -= message.bytes;
        return this.waiting?.();
      case 'selected':
      case 'source failed':
        return this.selecting?.(message);
    }
  }
}
