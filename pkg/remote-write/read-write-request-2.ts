import { BatchBuilder, metricType } from './batch-builder.ts';
import { ByteColumn, Uint32Column } from './growing-columns.ts';
import { MAX_EXEMPLAR_LABELS, readExemplar, readSample } from './read-message.ts';
import { SymbolCollector, type SymbolTable } from './symbol-table.ts';
import { WireReader } from './wire-reader.ts';
import type { WriteBatch } from './write-batch.ts';
import type { WriteLimits } from './write-limits.ts';

const SYMBOL = 34;
const TIME_SERIES = 42;
const SAMPLE = 18;
const HISTOGRAM = 26;
const EXEMPLAR = 34;
const METADATA = 42;
const LABELS_REFS_FIELD = 1;

/**
 * Decodes an `io.prometheus.write.v2.Request`. Its references mean something in this request only, so label sets are written out, in the
 * form of 1.0: the same series has the same bytes in every request of either version whose sender orders labels as demanded.
 */
export function readWriteRequest2(body: Buffer, limits: WriteLimits): WriteBatch {
  const reader = new WireReader(body);
  const collector = new SymbolCollector(body, limits.maxSymbols);
  const series = new Uint32Column(limits.maxSeries, 'series');
  while (reader.more) {
    const at = reader.pos;
    const tag = reader.tag();
    if (tag === SYMBOL) collector.add(reader);
    else reader.skipType(tag & 7);
    if (tag === TIME_SERIES) series.push(at);
  }
  const symbols = collector.finish();
  const batch = new BatchBuilder(limits);
  const labels = new ByteColumn(limits.maxBytes, 'bytes of labels');
  const metadata = new SeriesMetadata(symbols);
  const context = { batch, labels, metadata, symbols, references: new Uint32Column(MAX_REFERENCES, 'references of one label set') };
  for (const at of series.finish()) {
    reader.pos = at;
    reader.tag();
    readSeries(reader, context);
  }
  return batch.finish(labels.finish(), (index) => metadata.of(index));
}

interface Context {
  readonly batch: BatchBuilder;
  readonly labels: ByteColumn;
  readonly metadata: SeriesMetadata;
  readonly symbols: SymbolTable;
  /** Those of the series that is being read. */
  readonly references: Uint32Column;
}

/** Names and values of one label set: far above what `readLabels` lets through, and a bound on memory. */
const MAX_REFERENCES = 20_000;

function readSeries(reader: WireReader, { batch, labels, metadata, symbols, references }: Context): void {
  const outer = reader.enter();
  references.length = 0;
  while (reader.more) {
    const tag = reader.tag();
    switch (tag) {
      case SAMPLE: readSample(reader, batch.samples); break;
      case HISTOGRAM: batch.addHistogram(reader); break;
      case EXEMPLAR: batch.addExemplar(() => readReferringExemplar(reader, batch.series, symbols)); break;
      case METADATA: metadata.read(reader, batch.series); break;
      default:
        if (tag >>> 3 === LABELS_REFS_FIELD) readReferences(reader, tag, references);
        else reader.skipType(tag & 7);
    }
  }
  reader.leave(outer);
  const start = labels.length;
  const fault = symbols.writeLabels(references.finish(), labels) ?? metadata.fault(batch.series);
  if (fault !== undefined) batch.seriesFaults.set(batch.series, fault);
  batch.endSeries(start, labels.length);
}

function readReferringExemplar(reader: WireReader, series: number, symbols: SymbolTable): ReturnType<typeof readExemplar> {
  const refs = new Uint32Column(2 * MAX_EXEMPLAR_LABELS, 'references of one exemplar');
  const exemplar = readExemplar(reader, series, (_, tag) => {
    readReferences(reader, tag, refs);
    return [];
  });
  return { ...exemplar, labels: symbols.labels(refs.finish()) };
}

/** References come packed, or one by one from senders of old. */
function readReferences(reader: WireReader, tag: number, into: Uint32Column): void {
  if ((tag & 7) === 0) into.push(reader.uint32());
  else if ((tag & 7) === 2) {
    const outer = reader.enter();
    while (reader.more) into.push(reader.uint32());
    reader.leave(outer);
  } else reader.skipType(tag & 7);
}

/** What comes with each series: type, and references to help and unit. */
class SeriesMetadata {
  private readonly entries = new Map<number, readonly [type: number, help: number, unit: number]>();

  constructor(private readonly symbols: SymbolTable) {}

  read(reader: WireReader, series: number): void {
    const outer = reader.enter();
    let [type, help, unit] = [0, 0, 0];
    while (reader.more) {
      const tag = reader.tag();
      if (tag === 8) type = reader.uint32();
      else if (tag === 24) help = reader.uint32();
      else if (tag === 32) unit = reader.uint32();
      else reader.skipType(tag & 7);
    }
    reader.leave(outer);
    if (type !== 0 || help !== 0 || unit !== 0) this.entries.set(series, [type, help, unit]);
  }

  fault(series: number): string | undefined {
    const wrong = this.entries.get(series)?.slice(1).find((reference) => reference >= this.symbols.size);
    return wrong === undefined ? undefined : `the metadata refers to symbol ${wrong}, but the table has ${this.symbols.size}`;
  }

  of(series: number): ReturnType<WriteBatch['metadataOf']> {
    const entry = this.entries.get(series);
    return entry && { type: metricType(entry[0]), help: this.symbols.text(entry[1]), unit: this.symbols.text(entry[2]) };
  }
}
