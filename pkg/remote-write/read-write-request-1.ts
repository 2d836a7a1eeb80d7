import { BatchBuilder, metricType } from './batch-builder.ts';
import { ByteColumn, copyBytes } from './growing-columns.ts';
import { readExemplar, readLabel, readSample, readText } from './read-message.ts';
import { WireReader } from './wire-reader.ts';
import type { MetricMetadata, WriteBatch } from './write-batch.ts';
import type { WriteLimits } from './write-limits.ts';

const TIME_SERIES = 10;
const METADATA = 26;
const LABEL = 10;
const SAMPLE = 18;
const EXEMPLAR = 26;
const HISTOGRAM = 34;

/** Decodes a `prometheus.WriteRequest`. Label sets stay where they are in `body`. */
export function readWriteRequest1(body: Buffer, limits: WriteLimits): WriteBatch {
  const reader = new WireReader(body);
  const batch = new BatchBuilder(limits);
  const scattered = new ByteColumn(limits.maxBytes, 'bytes of labels');
  while (reader.more) {
    const tag = reader.tag();
    if (tag === TIME_SERIES) readSeries(reader, batch, scattered);
    else if (tag === METADATA) batch.addMetadata(() => readMetadata(reader));
    else reader.skipType(tag & 7);
  }
  return batch.finish(scattered.length === 0 ? body : Buffer.concat([body, scattered.finish()]), () => undefined);
}

function readSeries(reader: WireReader, batch: BatchBuilder, scattered: ByteColumn): void {
  const outer = reader.enter();
  const begin = reader.pos;
  let start = begin;
  let end = begin;
  let inOnePiece = true;
  while (reader.more) {
    const at = reader.pos;
    const tag = reader.tag();
    switch (tag) {
      case LABEL:
        reader.skipBytes();
        if (end === start) start = at;
        else inOnePiece &&= at === end;
        end = reader.pos;
        break;
      case SAMPLE: readSample(reader, batch.samples); break;
      case EXEMPLAR: batch.addExemplar(() => readExemplar(reader, batch.series, labelInPlace)); break;
      case HISTOGRAM: batch.addHistogram(reader); break;
      default: reader.skipType(tag & 7);
    }
  }
  if (!inOnePiece) [start, end] = gatherLabels(reader, begin, scattered);
  reader.leave(outer);
  batch.endSeries(start, end);
}

const labelInPlace = (reader: WireReader, tag: number): [ReturnType<typeof readLabel>] | [] => {
  if (tag === LABEL) return [readLabel(reader)];
  reader.skipType(tag & 7);
  return [];
};

/** Protobuf allows fields in any order, though no sender does so: brings labels together that lie between samples, behind the body. */
function gatherLabels(reader: WireReader, begin: number, scattered: ByteColumn): [start: number, end: number] {
  const start = reader.buf.length + scattered.length;
  reader.pos = begin;
  while (reader.more) {
    const at = reader.pos;
    const tag = reader.tag();
    reader.skipType(tag & 7);
    if (tag !== LABEL) continue;
    scattered.reserve(reader.pos - at);
    scattered.length = copyBytes(reader.buf, at, reader.pos, scattered.items, scattered.length);
  }
  return [start, reader.buf.length + scattered.length];
}

function readMetadata(reader: WireReader): MetricMetadata & { readonly family: string } {
  const outer = reader.enter();
  let [type, family, help, unit] = [0, '', '', ''];
  while (reader.more) {
    const tag = reader.tag();
    switch (tag) {
      case 8: type = reader.uint32(); break;
      case 18: family = readText(reader); break;
      case 34: help = readText(reader); break;
      case 42: unit = readText(reader); break;
      default: reader.skipType(tag & 7);
    }
  }
  reader.leave(outer);
  return { type: metricType(type), family, help, unit };
}
