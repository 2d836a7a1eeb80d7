import { type Label, METRIC_NAME } from '#pkg/sample-model';

/** The series as Prometheus writes it: `up{job="api"}`. A name that is no plain one stands quoted between the braces. */
export function seriesText(labels: readonly Label[]): string {
  const name = labels.find((label) => label.name === METRIC_NAME)?.value ?? '';
  const isPlain = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/.test(name);
  const others = labels.filter((label) => label.name !== METRIC_NAME).map((label) => `${labelName(label.name)}=${JSON.stringify(label.value)}`);
  const inside = isPlain || name === '' ? others : [JSON.stringify(name), ...others];
  return `${isPlain ? name : ''}${inside.length > 0 || !isPlain ? `{${inside.join(', ')}}` : ''}`;
}

const labelName = (name: string): string => (/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : JSON.stringify(name));
