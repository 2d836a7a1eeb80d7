import type { Json } from '#internal/kernel';
import type { Duration } from './duration.ts';

/** A CloudEvent (CloudEvents 1.0) as a definition writes or filters it; any text may be an expression. */
export interface EventProperties {
  readonly id?: string;
  readonly source?: string;
  readonly type?: string;
  readonly time?: string;
  readonly subject?: string;
  readonly datacontenttype?: string;
  readonly dataschema?: string;
  readonly data?: Json;
  readonly [extension: string]: Json | undefined;
}
export interface EventFilter {
  readonly with: EventProperties;
  readonly correlate?: Readonly<Record<string, { readonly from: string; readonly expect?: string }>>;
}
export type EventConsumption =
  | { readonly one: EventFilter }
  | { readonly all: readonly EventFilter[] }
  | { readonly any: readonly EventFilter[]; readonly until?: string | EventConsumption | false };
export type EventReading = 'data' | 'envelope' | 'raw';
/** When a workflow starts by itself. */
export type Schedule =
  | { readonly every: Duration }
  | { readonly cron: string }
  | { readonly after: Duration }
  | { readonly on: EventConsumption; readonly read?: EventReading };

/** What becomes of a fire while the last execution still runs. */
export type OverlapPolicy = 'skip' | 'buffer-one' | 'allow' | 'cancel-other';

/** `document.metadata.orchestrix.schedule`: what the language has no words for. */
export interface ScheduleExtension {
  /** Of the IANA database; `cron` is read in it. */
  readonly timeZone?: string;
  readonly overlap?: OverlapPolicy;
  /** Each start is put off by a part of this, always the same for the same fire. */
  readonly jitter?: Duration;
  /** How late a fire may still start; later ones are missed. */
  readonly catchUp?: Duration;
}
