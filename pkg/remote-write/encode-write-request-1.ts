import { Writer } from 'protobufjs/minimal';
import type { Label } from '#pkg/sample-model';
import type { WriteSeries } from './write-series.ts';
import { metricTypeNumber, writeDouble, writeHistogram, writeNested, writeSamples, writeText, writeTimestamp } from './write-message.ts';

/** A `prometheus.WriteRequest`; metadata once per family. */
export function encodeWriteRequest1(series: readonly WriteSeries[]): Uint8Array {
  const writer = Writer.create();
  for (const one of series) {
    writeNested(writer, 1, () => {
      writeLabels(writer, one.labels);
      writeSamples(writer, 2, one, false);
      for (const { labels, value, timestamp } of one.exemplars ?? []) {
        writeNested(writer, 3, () => {
          writeLabels(writer, labels);
          writeDouble(writer, 2, value);
          writeTimestamp(writer, 3, timestamp);
        });
      }
      for (const histogram of one.histograms ?? []) writeHistogram(writer, 4, histogram, false);
    });
  }
  const families = new Map(series.flatMap(({ metadata }) => (metadata ? [[metadata.family, metadata] as const] : [])));
  for (const { type, family, help, unit } of families.values()) {
    writeNested(writer, 3, () => {
      writer.uint32(8).uint32(metricTypeNumber(type));
      writeText(writer, 2, family);
      writeText(writer, 4, help);
      writeText(writer, 5, unit);
    });
  }
  return writer.finish();
}

/** Writes a label set as fields of the message around it. */
export function writeLabels(writer: Writer, labels: readonly Label[]): void {
  for (const { name, value } of labels) {
    writeNested(writer, 1, () => {
      writeText(writer, 1, name);
      writeText(writer, 2, value);
    });
  }
}
