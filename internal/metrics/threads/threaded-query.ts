import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { PromqlError, type SeriesRequest, type SeriesSamples, type SeriesSource } from '#pkg/promql';
import type { QueryJob } from '../domain/query-job.ts';
import type { WrittenSeries } from '../domain/written-series.ts';
import type { QueryRun } from '../ports/query-runner.ts';
import { buffersOf, packSeries } from './pack-series.ts';
import { buffersOfWritten, packWritten, unpackWritten } from './pack-written.ts';
import type { FromThread, ThreadFailure, ThreadTask, ToThread } from './thread-messages.ts';

/** Starts a task in some thread; rejects when that ends before the task does. Aborting ends the thread. */
export type StartTask = (task: ThreadTask, transfer: readonly (ArrayBuffer | MessagePort)[], signal: AbortSignal) => Promise<void>;

/** How long a thread may take to notice that its query is not wanted any more. */
const PATIENCE_MS = 2_000;

/** One query in a thread, seen from the process. */
export class ThreadedQuery {
  private readonly port: MessagePort;
  private readonly theirs: MessagePort;
  private readonly closed: Promise<void>;
  private readonly killed = new AbortController();
  private readonly inbox: FromThread[] = [];
  private wake: (() => void) | undefined;
  private failure: Error | undefined;
  private isOver = false;
  private kept: readonly WrittenSeries[] | undefined;

  constructor(
    private readonly source: SeriesSource,
    /** Answers the first request for series, which were selected to see how heavy the query is. */
    private selected: readonly (readonly SeriesSamples[])[] | undefined,
    private readonly signal: AbortSignal,
  ) {
    const { port1, port2 } = new MessageChannel();
    [this.port, this.theirs] = [port1, port2];
    this.closed = new Promise((resolve) => this.port.once('close', resolve));
    this.port.on('message', (message: FromThread) => this.receive(message));
  }

  /** Resolves when the query is evaluated. */
  async run({ known, ...job }: QueryJob, start: StartTask): Promise<QueryRun> {
    const cancel = (): void => this.cancel();
    this.signal.addEventListener('abort', cancel, { once: true });
    const packed = known && { untilMs: known.untilMs, series: packWritten(known.series) };
    const over = start({ job, known: packed, port: this.theirs }, [this.theirs, ...(packed ? buffersOfWritten(packed.series) : [])], this.killed.signal);
    // What the thread has sent arrives before its end of the port is closed, but possibly after its task.
    const ended = over.then(() => this.closed).catch((error: unknown) => this.fail(error instanceof Error ? error : new Error(String(error))));
    void ended.finally(() => {
      this.isOver = true;
      this.signal.removeEventListener('abort', cancel);
      this.wake?.();
    });
    const message = await this.next();
    if (message?.kind !== 'evaluated') throw this.failure ?? new Error('the thread ended before it had evaluated the query');
    return { pieces: this.pieces(), written: ended.then(() => this.kept) };
  }

  private async *pieces(): AsyncGenerator<Uint8Array, void> {
    try {
      let message = await this.next();
      for (; message?.kind === 'piece'; message = await this.next()) {
        yield message.bytes;
        this.send({ kind: 'taken', bytes: message.bytes.length });
      }
      // Half an answer must not pass for a whole one.
      if (message?.kind !== 'ended') throw this.failure ?? new PromqlError('canceled', 'query was canceled in expression evaluation');
    } finally {
      this.cancel();
    }
  }

  private async next(): Promise<FromThread | undefined> {
    while (this.inbox.length === 0 && !this.failure && !this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
    return this.failure ? undefined : this.inbox.shift();
  }

  private receive(message: FromThread): void {
    if (message.kind === 'select') return void this.select(message.requests);
    if (message.kind === 'failed') return this.fail(errorOf(message.failure));
    if (message.kind === 'ended') this.kept = message.kept && unpackWritten(message.kept);
    this.inbox.push(message);
    this.wake?.();
  }

  private async select(requests: readonly SeriesRequest[]): Promise<void> {
    try {
      const found = this.selected ?? (await this.source.select(requests, this.signal));
      this.selected = undefined;
      const answers = [];
      for (const series of found) answers.push(await packSeries(series));
      this.send({ kind: 'selected', answers }, answers.flatMap(buffersOf));
    } catch (error) {
      this.fail(error instanceof Error ? error : new Error(String(error)));
      this.send({ kind: 'source failed' });
    }
  }

  /** The first reason counts. */
  private fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }

  private send(message: ToThread, transfer: readonly ArrayBuffer[] = []): void {
    this.port.postMessage(message, [...transfer]);
  }

  /** Asks the thread to stop, and ends it if it does not listen. */
  private cancel(): void {
    if (this.isOver) return this.port.close();
    this.send({ kind: 'cancel' });
    setTimeout(() => {
      this.port.close();
      if (!this.isOver) this.killed.abort();
    }, PATIENCE_MS).unref();
  }
}

function errorOf({ errorType, message, isLimit }: ThreadFailure): Error {
  return errorType ? new PromqlError(errorType, message, isLimit ? { code: 'limit' } : {}) : new Error(`a query failed in its thread: ${message}`);
}
