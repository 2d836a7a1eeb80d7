import { compareLabels, Labels } from '#pkg/promql';
import type { WrittenGroup } from './decode-rule-file.ts';

interface NamedLabels {
  readonly name: string;
  readonly labels: Labels;
}

/** The remark of promtool on rules with the same name and labels, which write the same series; undefined when there are none. */
export function duplicateRules(groups: readonly WrittenGroup[]): string | undefined {
  const all = groups.flatMap((group) =>
    group.rules.map((rule): NamedLabels => ({ name: rule.alert === '' ? rule.record : rule.alert, labels: Labels.from({ ...group.labels, ...rule.labels }) })),
  );
  const byKey = Map.groupBy(all, ({ name, labels }) => `${name}\0${labels.key}`);
  const repeated = [...byKey.values()].flatMap(([first, second]) => (first && second ? [first] : [])).sort(compareNamed);
  if (repeated.length === 0) return undefined;
  const listed = repeated.map(({ name, labels }) => `Metric: ${name}\nLabel(s):\n${[...labels.entries()].map(([label, value]) => `\t${label}: ${value}\n`).join('')}`);
  return `${repeated.length} duplicate rule(s) found.\n${listed.join('')}Might cause inconsistency while recording expressions`;
}

const compareNamed = (one: NamedLabels, other: NamedLabels): number => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)) || compareLabels(one.labels, other.labels);
