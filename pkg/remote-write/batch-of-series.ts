import { Writer } from 'protobufjs/minimal';
import { type Label, wordsOf } from '#pkg/sample-model';
import { writeLabels } from './encode-write-request-1.ts';
import type { ExemplarSample, HistogramSample, MetricMetadata, WriteBatch } from './write-batch.ts';
import type { WriteSeries } from './write-series.ts';

/**
 * What a receiver would decode of these series, made without encoding them: for samples that come in by other protocols. Bits of values are copied, so the
 * staleness marker stays. `families` is metadata by family, as 1.0 sends it; that of a series is told by `metadataOf`.
 */
export function batchOfSeries(series: readonly WriteSeries[], families: WriteBatch['familyMetadata'] = []): WriteBatch {
  const samples = series.reduce((sum, { timestamps }) => sum + timestamps.length, 0);
  const [timestamps, values] = [new Float64Array(samples), new Float64Array(samples)];
  let startTimestamps: Float64Array | undefined;
  const firstSamples = new Uint32Array(series.length + 1);
  const histograms: HistogramSample[] = [];
  const exemplars: ExemplarSample[] = [];
  series.forEach((one, index) => {
    const at = firstSamples[index] ?? 0;
    timestamps.set(one.timestamps, at);
    values.set(one.values, at);
    if (one.startTimestamps?.some((start) => start !== 0)) (startTimestamps ??= new Float64Array(samples)).set(one.startTimestamps, at);
    for (const histogram of one.histograms ?? []) histograms.push({ series: index, ...histogram });
    for (const exemplar of one.exemplars ?? []) exemplars.push({ series: index, ...exemplar });
    firstSamples[index + 1] = at + one.timestamps.length;
  });
  return {
    seriesCount: series.length, ...labelColumns(series), firstSamples, timestamps, values, words: wordsOf(values), startTimestamps, histograms, exemplars,
    familyMetadata: families, metadataOf: (index) => metadataOf(series[index]), seriesFaults: new Map(),
  };
}

/** A label set as 1.0 writes it. */
export function encodeLabels(labels: readonly Label[]): Uint8Array {
  const writer = Writer.create();
  writeLabels(writer, labels);
  return writer.finish();
}

function labelColumns(series: readonly WriteSeries[]): Pick<WriteBatch, 'labelBytes' | 'labelStarts' | 'labelEnds'> {
  const encoded = series.map(({ labels, encodedLabels }) => encodedLabels ?? encodeLabels(labels));
  const [starts, ends] = [new Uint32Array(series.length), new Uint32Array(series.length)];
  let at = 0;
  encoded.forEach(({ length }, index) => {
    starts[index] = at;
    ends[index] = at += length;
  });
  return { labelBytes: Buffer.concat(encoded, at), labelStarts: starts, labelEnds: ends };
}

function metadataOf(series: WriteSeries | undefined): MetricMetadata | undefined {
  if (!series?.metadata) return undefined;
  const { type, help, unit } = series.metadata;
  return { type, help, unit };
}
