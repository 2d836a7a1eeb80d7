import type { LabelSet } from '#pkg/matchers';
import { quote } from '#pkg/promql';

/** The value of a label; one that is missing counts as empty. Own properties only: a label may be called `constructor`. */
export const labelValue = (labels: LabelSet, name: string): string => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : '');

/** The order of Go: that of the bytes of UTF-8, which is that of code points and not of UTF-16 units. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [one.charCodeAt(at), other.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

/** Surrogates stand for code points above all others. */
const rank = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2_0000 : unit);

/** The names of the labels in the order in which Alertmanager goes through them. */
export const labelNames = (labels: LabelSet): string[] => Object.keys(labels).sort(compareText);

/** `{alertname="Down", job="node"}`, as prometheus/common prints a label set. */
export const labelSetText = (labels: LabelSet): string => `{${labelNames(labels).map((name) => `${name}=${quote(labelValue(labels, name))}`).join(', ')}}`;
