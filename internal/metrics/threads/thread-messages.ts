import type { MessagePort } from 'node:worker_threads';
import type { PromqlErrorType, SeriesRequest } from '#pkg/promql';
import type { QueryJob } from '../domain/query-job.ts';
import type { PackedSeries } from './pack-series.ts';
import type { PackedWritten } from './pack-written.ts';

/** What a thread is started with. */
export interface ThreadTask {
  readonly job: Omit<QueryJob, 'known'>;
  readonly known: { readonly untilMs: number; readonly series: PackedWritten } | undefined;
  readonly port: MessagePort;
}

/** From the thread. After `evaluated` come pieces, no more at a time than there is room for, and `ended`. */
export type FromThread =
  | { readonly kind: 'select'; readonly requests: readonly SeriesRequest[] }
  | { readonly kind: 'evaluated' }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'ended'; readonly kept: PackedWritten | undefined }
  | { readonly kind: 'failed'; readonly failure: ThreadFailure };

/** To the thread. */
export type ToThread =
  | { readonly kind: 'selected'; readonly answers: readonly PackedSeries[] }
  | { readonly kind: 'source failed' }
  | { readonly kind: 'taken'; readonly bytes: number }
  | { readonly kind: 'cancel' };

/** An error of PromQL, or a defect. */
export interface ThreadFailure {
  readonly errorType: PromqlErrorType | undefined;
  readonly message: string;
  readonly isLimit: boolean;
}
