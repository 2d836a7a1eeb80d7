import { compareUtf8, type Label, METRIC_NAME } from '#pkg/sample-model';
import type { AnyValue, KeyValue } from './otlp-messages.ts';
import { prometheusLabel } from './prometheus-name.ts';

/** An attribute as text: numbers and truth values as JSON writes them, lists and maps as JSON, bytes in base64. */
export function attributeText(value: AnyValue | undefined): string {
  if (value?.stringValue !== undefined) return value.stringValue;
  if (value?.intValue !== undefined) return String(value.intValue);
  if (value?.doubleValue !== undefined) return String(value.doubleValue);
  if (value?.boolValue !== undefined) return String(value.boolValue);
  if (value?.bytesValue !== undefined) return Buffer.from(value.bytesValue).toString('base64');
  const plain = plainValue(value);
  return plain === null ? '' : JSON.stringify(plain);
}

function plainValue(value: AnyValue | undefined): unknown {
  if (value?.arrayValue) return value.arrayValue.values.map(plainValue);
  if (value?.kvlistValue) return Object.fromEntries(value.kvlistValue.values.map(({ key = '', value: inner }) => [key, plainValue(inner)]));
  // Whole numbers keep all their digits as texts only where JSON cannot hold them.
  if (value?.intValue !== undefined) return Number.isSafeInteger(Number(value.intValue)) ? Number(value.intValue) : String(value.intValue);
  if (value?.doubleValue !== undefined) return Number.isFinite(value.doubleValue) ? value.doubleValue : String(value.doubleValue);
  if (value?.bytesValue !== undefined) return attributeText(value);
  return value?.stringValue ?? value?.boolValue ?? null;
}

/**
 * Attributes as labels by name. Where several keys become one label, their values are joined by `;` in the order of the keys. The metric
 * name is no attribute, and an attribute without a value no label.
 */
export function attributeLabels(attributes: readonly KeyValue[], utf8: boolean, prefix = ''): Map<string, string> {
  const labels = new Map<string, string>();
  const sorted = attributes.length < 2 ? attributes : [...attributes].sort((one, other) => compareUtf8(one.key ?? '', other.key ?? ''));
  for (const { key = '', value } of sorted) {
    const name = prometheusLabel(prefix + key, utf8);
    const text = attributeText(value);
    if (name === undefined || name === METRIC_NAME || text === '') continue;
    const before = labels.get(name);
    labels.set(name, before === undefined ? text : `${before};${text}`);
  }
  return labels;
}

/** A label set in order, without empty values. */
export const toLabels = (labels: ReadonlyMap<string, string>): Label[] =>
  [...labels].filter(([, value]) => value !== '').map(([name, value]) => ({ name, value })).sort((one, other) => compareUtf8(one.name, other.name));
