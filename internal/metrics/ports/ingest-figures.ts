import type { WriteOutcome } from './metric-store.ts';

/** How samples come in. */
export type IngestProtocol = 'remote_write_1' | 'remote_write_2' | 'otlp' | 'text';

/** Why a whole request was refused. */
export type IngestRefusal = 'unreadable' | 'too_large' | 'rate' | 'overload';

/** Counts what comes in, over all tenants. */
export interface IngestFigures {
  /** `bytes`: unpacked; `seconds`: until it was durable. */
  stored(protocol: IngestProtocol, outcome: WriteOutcome, request: { readonly bytes: number; readonly seconds: number }): void;
  refused(protocol: IngestProtocol, refusal: IngestRefusal): void;
}
