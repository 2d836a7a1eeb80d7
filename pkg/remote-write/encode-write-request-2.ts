import { Writer } from 'protobufjs/minimal';
import type { Label } from '#pkg/sample-model';
import type { WriteSeries } from './write-series.ts';
import { metricTypeNumber, writeDouble, writeHistogram, writeNested, writeSamples, writeTimestamp } from './write-message.ts';

/** An `io.prometheus.write.v2.Request`; a series that has both samples and histograms becomes two, as the specification demands. */
export function encodeWriteRequest2(series: readonly WriteSeries[]): Uint8Array {
  const symbols = new Map([['', 0]]);
  const reference = (text: string): number => {
    const known = symbols.get(text) ?? symbols.size;
    symbols.set(text, known);
    return known;
  };
  const timeSeries = Writer.create();
  for (const one of series.flatMap(apart)) writeNested(timeSeries, 5, () => writeSeries(timeSeries, one, reference));
  const writer = Writer.create();
  for (const symbol of symbols.keys()) writer.uint32(4 * 8 + 2).string(symbol);
  return Buffer.concat([writer.finish(), timeSeries.finish()]);
}

const apart = (series: WriteSeries): readonly WriteSeries[] =>
  series.timestamps.length > 0 && (series.histograms?.length ?? 0) > 0
    ? [{ ...series, histograms: [] }, { ...series, timestamps: new Float64Array(0), values: new Float64Array(0), startTimestamps: undefined, exemplars: [] }]
    : [series];

function writeSeries(writer: Writer, series: WriteSeries, reference: (text: string) => number): void {
  writeReferences(writer, series.labels, reference);
  writeSamples(writer, 2, series, true);
  for (const histogram of series.histograms ?? []) writeHistogram(writer, 3, histogram, true);
  for (const { labels, value, timestamp } of series.exemplars ?? []) {
    writeNested(writer, 4, () => {
      writeReferences(writer, labels, reference);
      writeDouble(writer, 2, value);
      writeTimestamp(writer, 3, timestamp);
    });
  }
  const { metadata } = series;
  if (metadata) {
    writeNested(writer, 5, () => writer.uint32(8).uint32(metricTypeNumber(metadata.type)).uint32(24).uint32(reference(metadata.help)).uint32(32).uint32(reference(metadata.unit)));
  }
}

function writeReferences(writer: Writer, labels: readonly Label[], reference: (text: string) => number): void {
  if (labels.length > 0) writeNested(writer, 1, () => labels.forEach(({ name, value }) => writer.uint32(reference(name)).uint32(reference(value))));
}
