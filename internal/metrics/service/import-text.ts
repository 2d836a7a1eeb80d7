import { type Exposition, expositionFormat, parseExposition } from '#pkg/exposition';
import { batchOfSeries, type WriteBatch, type WriteSeries } from '#pkg/remote-write';
import { compareUtf8, type Label } from '#pkg/sample-model';
import type { Actor, Clock } from '#internal/kernel';
import type { WriteOutcome } from '../ports/metric-store.ts';
import type { AcceptSamples } from './accept-samples.ts';

export interface TextImport {
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  /** Of samples that name no time; now, when absent. */
  readonly timestampMs: number | undefined;
  /** Added to every series; what a line says by itself wins. */
  readonly extraLabels: readonly Label[];
}

/** Takes metrics in as text. Throws ExpositionError with line and column, before anything is stored, and what `acceptSamples` throws. */
export type ImportText = (actor: Actor, request: TextImport) => Promise<WriteOutcome>;

/** Lines become objects. */
const MEMORY_PER_BYTE = 4;

export function importText({ accept, clock }: { readonly accept: AcceptSamples; readonly clock: Clock }): ImportText {
  return (actor, { contentType, body, timestampMs = clock.now().getTime(), extraLabels }) =>
    accept(actor, { protocol: 'text', bytes: () => body.length * MEMORY_PER_BYTE, decode: () => batchOfText(parseExposition(expositionFormat(contentType), body), timestampMs, extraLabels) });
}

function batchOfText({ families, samples }: Exposition, usualMs: number, extraLabels: readonly Label[]): WriteBatch {
  const series = samples.map(({ labels, value, timestamp = usualMs, startTimestamp = 0, exemplar }): WriteSeries => ({
    labels: labelled(labels, extraLabels),
    timestamps: Float64Array.of(timestamp),
    values: Float64Array.of(value),
    ...(startTimestamp > 0 && { startTimestamps: Float64Array.of(startTimestamp) }),
    ...(exemplar && { exemplars: [{ labels: exemplar.labels, value: exemplar.value, timestamp: exemplar.timestamp ?? timestamp }] }),
  }));
  return batchOfSeries(series, families.map(({ name, ...meaning }) => ({ family: name, ...meaning })));
}

function labelled(labels: readonly Label[], extra: readonly Label[]): readonly Label[] {
  if (extra.length === 0) return labels;
  const own = new Set(labels.map(({ name }) => name));
  return [...labels, ...extra.filter(({ name }) => !own.has(name))].sort((one, other) => compareUtf8(one.name, other.name));
}
