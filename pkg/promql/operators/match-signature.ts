import type { VectorMatching } from '../syntax/promql-ast.ts';
import { type Labels, METRIC_NAME } from '../values/promql-labels.ts';
import { ABSENT, type StepSeries } from '../values/step-series.ts';

/** Series of both sides with the same signature: the labels by which they find each other. */
export interface MatchGroup {
  readonly signature: Labels;
  readonly left: StepSeries[];
  readonly right: StepSeries[];
}

interface MatchMember {
  readonly series: StepSeries;
  readonly group: MatchGroup;
}

/** Groups both sides by signature and tells the group of each series. */
export function matchGroups(left: readonly StepSeries[], right: readonly StepSeries[], { labels, on }: VectorMatching): { lefts: MatchMember[]; rights: MatchMember[] } {
  const names = new Set(on ? labels : [...labels, METRIC_NAME]);
  const groups = new Map<string, MatchGroup>();
  const memberOf = (series: StepSeries): MatchMember => {
    const signature = on ? series.labels.keep(names) : series.labels.without(names);
    const group = groups.get(signature.key) ?? { signature, left: [], right: [] };
    groups.set(signature.key, group);
    return { series, group };
  };
  const lefts = left.map(memberOf);
  const rights = right.map(memberOf);
  for (const { series, group } of lefts) group.left.push(series);
  for (const { series, group } of rights) group.right.push(series);
  return { lefts, rights };
}

/** At which steps there is any of the series: 1 there, 0 elsewhere. */
export function presence(all: readonly StepSeries[], steps: number): Uint8Array {
  const present = new Uint8Array(steps);
  for (const { kinds } of all) {
    for (let step = 0; step < steps; step++) if (kinds[step] !== ABSENT) present[step] = 1;
  }
  return present;
}
