import { isUtf8 } from 'node:buffer';
import type { Label } from '#pkg/sample-model';
import type { ExemplarSample } from './write-batch.ts';
import type { SampleColumns } from './growing-columns.ts';
import type { WireReader } from './wire-reader.ts';
import { WriteRequestError } from './write-request-error.ts';

/** Tags as they are on the wire: field number × 8 + wire type. */
const VALUE = 9;
const TIMESTAMP = 16;
const START_TIMESTAMP = 24;
const EXEMPLAR_VALUE = 17;
const EXEMPLAR_TIMESTAMP = 24;
const FIRST_TEXT = 10;
const SECOND_TEXT = 18;

/** An exemplar carries a trace id or two. */
export const MAX_EXEMPLAR_LABELS = 64;

/** Reads a sample of either version into the columns. Only 2.0 has a start timestamp; in 1.0 the field does not occur. */
export function readSample(reader: WireReader, samples: SampleColumns): void {
  const outer = reader.enter();
  samples.reserve();
  const at = samples.length * 2;
  const { words } = samples;
  words[at] = 0;
  words[at + 1] = 0;
  let timestamp = 0;
  let startTimestamp = 0;
  while (reader.more) {
    const tag = reader.tag();
    if (tag === VALUE) reader.copyDouble(words, at);
    else if (tag === TIMESTAMP) timestamp = reader.integer();
    else if (tag === START_TIMESTAMP) startTimestamp = reader.integer();
    else reader.skipType(tag & 7);
  }
  reader.leave(outer);
  samples.push(timestamp, startTimestamp);
}

/** Reads an exemplar of series `series`; how its labels are written is what the versions differ in. */
export function readExemplar(reader: WireReader, series: number, labelsOf: (reader: WireReader, tag: number) => readonly Label[]): ExemplarSample {
  const outer = reader.enter();
  const labels: Label[] = [];
  let value = 0;
  let timestamp = 0;
  while (reader.more) {
    const tag = reader.tag();
    if (tag === EXEMPLAR_VALUE) value = reader.double();
    else if (tag === EXEMPLAR_TIMESTAMP) timestamp = reader.integer();
    else if (tag >>> 3 === 1) add(labels, labelsOf(reader, tag));
    else reader.skipType(tag & 7);
  }
  reader.leave(outer);
  return { series, timestamp, value, labels };
}

function add(labels: Label[], more: readonly Label[]): void {
  if (labels.length + more.length > MAX_EXEMPLAR_LABELS) throw new WriteRequestError('too_many', `more than ${MAX_EXEMPLAR_LABELS} labels of an exemplar`);
  labels.push(...more);
}

/** Reads a label message of 1.0. */
export function readLabel(reader: WireReader): Label {
  const outer = reader.enter();
  let name = '';
  let value = '';
  while (reader.more) {
    const tag = reader.tag();
    if (tag === FIRST_TEXT) name = readText(reader);
    else if (tag === SECOND_TEXT) value = readText(reader);
    else reader.skipType(tag & 7);
  }
  reader.leave(outer);
  return { name, value };
}

/** Reads a text; bytes that are not UTF-8 are refused, not replaced. */
export function readText(reader: WireReader): string {
  const length = reader.uint32();
  const start = reader.pos;
  reader.skip(length);
  return textOf(reader.body, start, start + length);
}

/** `bytes[start..end)` as text. Throws `malformed` when it is not UTF-8. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  // What is not UTF-8 is read as U+FFFD, which may also be meant.
  if (text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end))) throw new WriteRequestError('malformed', `the text at byte ${start} is not UTF-8`);
  return text;
}
