import { ApiError, type OrchestrixApi, type TicketReport } from './orchestrix-api.ts';

interface Waiting {
  readonly report: TicketReport;
  readonly characters: number;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

const MOST_REPORTS = 100;
/** Well below what the server takes in one request. */
const MOST_CHARACTERS = 1024 * 1024;

/**
 * What an agent says of its tickets. The first report goes out at once; those that come while a request is under way wait for it and go out together, so a busy agent
 * sends few requests and an idle one is not slowed down.
 */
export class TicketReports {
  private waiting: Waiting[] = [];
  private busy = false;

  constructor(private readonly api: Pick<OrchestrixApi, 'report'>) {}

  /** Resolves when the report counts. Throws an `ApiError` when it is refused (409: the lease was lost), and the signal's reason when that aborts first. */
  async send(report: TicketReport, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    this.waiting.push({ report, characters: JSON.stringify(report).length, signal, resolve, reject });
    void this.pump();
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  private async pump(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    await Promise.resolve(); // what is reported in the same turn goes together
    for (let batch = this.next(); batch.length > 0; batch = this.next()) await this.deliver(batch);
    this.busy = false;
  }

  private next(): Waiting[] {
    const open = this.waiting.filter(({ signal }) => !signal.aborted);
    let characters = 0;
    const tooMany = open.findIndex((waiting, index) => index === MOST_REPORTS || ((characters += waiting.characters) > MOST_CHARACTERS && index > 0));
    const batch = tooMany === -1 ? open : open.slice(0, tooMany);
    this.waiting = open.slice(batch.length);
    return batch;
  }

  private async deliver(batch: readonly Waiting[]): Promise<void> {
    const nobodyWaits = new AbortController();
    const check = (): void => {
      if (batch.every(({ signal }) => signal.aborted)) nobodyWaits.abort();
    };
    for (const { signal } of batch) signal.addEventListener('abort', check, { once: true });
    try {
      const answers = await this.api.report(batch.map(({ report }) => report), nobodyWaits.signal);
      for (const [index, { resolve, reject }] of batch.entries()) {
        const { status, problem } = answers[index] ?? { status: 500, problem: null };
        if (status === 200) resolve();
        else reject(new ApiError(status, problem ?? {}));
      }
    } catch (error) {
      // One that the server cannot read must not take the others with it.
      if (batch.length > 1 && error instanceof ApiError) for (const waiting of batch) await this.deliver([waiting]);
      else for (const { reject } of batch) reject(error);
    } finally {
      for (const { signal } of batch) signal.removeEventListener('abort', check);
    }
  }
}
