import { compareUtf8, type Label, METRIC_NAME } from '#pkg/sample-model';
import { readLabel } from './read-message.ts';
import { asWriteFault, WireReader } from './wire-reader.ts';
import type { WriteBatch } from './write-batch.ts';
import { LABEL_LIMITS, type LabelLimits } from './write-limits.ts';
import { WriteRequestError } from './write-request-error.ts';

/**
 * The label set of series `series`: sorted by name (in the order of UTF-8 bytes), without empty values, which mean the same as no label.
 * Throws `invalid_labels` with the reason when it has no metric name, an empty or repeated name, text that is not UTF-8, or breaks a limit.
 */
export function readLabels(batch: WriteBatch, series: number, limits: LabelLimits = LABEL_LIMITS): readonly Label[] {
  const fault = batch.seriesFaults.get(series);
  if (fault !== undefined) throw refused(fault);
  const labels = labelsOf(batch, series, limits).filter(({ value }) => value !== '');
  labels.sort((one, other) => compareUtf8(one.name, other.name));
  const repeated = labels.find(({ name }, index) => name === labels[index - 1]?.name);
  if (repeated) throw refused(`the label "${repeated.name}" is there twice`);
  if (!labels.some(({ name }) => name === METRIC_NAME)) throw refused('the series has no metric name');
  return labels;
}

const refused = (reason: string): WriteRequestError => new WriteRequestError('invalid_labels', reason);

function labelsOf({ labelBytes, labelStarts, labelEnds }: WriteBatch, series: number, limits: LabelLimits): Label[] {
  const reader = new WireReader(labelBytes.subarray(labelStarts[series], labelEnds[series]));
  const labels: Label[] = [];
  try {
    asWriteFault(() => {
      while (reader.more) {
        reader.tag();
        if (labels.length === limits.maxLabels) throw refused(`more than ${limits.maxLabels} labels`);
        labels.push(withinLimits(readLabel(reader), limits));
      }
    });
  } catch (error) {
    throw error instanceof WriteRequestError ? refused(error.message) : error;
  }
  return labels;
}

function withinLimits(label: Label, { maxNameBytes, maxValueBytes }: LabelLimits): Label {
  if (label.name === '') throw refused('a label has no name');
  if (Buffer.byteLength(label.name) > maxNameBytes) throw refused(`the label name "${label.name.slice(0, 60)}…" has more than ${maxNameBytes} bytes`);
  if (Buffer.byteLength(label.value) > maxValueBytes) throw refused(`the value of label "${label.name}" has more than ${maxValueBytes} bytes`);
  return label;
}
