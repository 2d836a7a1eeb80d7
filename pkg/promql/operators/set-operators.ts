import { mergeEqualLabels } from '../evaluation/merge-series.ts';
import type { StepContext } from '../evaluation/query-run.ts';
import type { SetOperator, VectorMatching } from '../syntax/promql-ast.ts';
import { ABSENT, isPresent, type StepSeries } from '../values/step-series.ts';
import { type MatchGroup, matchGroups, presence } from './match-signature.ts';

/** `and`, `or` and `unless`: which elements there are depends on the other side, their values do not. */
export function setOperation(op: SetOperator, left: readonly StepSeries[], right: readonly StepSeries[], matching: VectorMatching, context: StepContext): StepSeries[] {
  const { lefts, rights } = matchGroups(left, right, matching);
  const presences = new Map<MatchGroup, Uint8Array>();
  const presenceOf = (group: MatchGroup): Uint8Array => {
    const known = presences.get(group) ?? presence(op === 'or' ? group.left : group.right, context.grid.steps);
    presences.set(group, known);
    return known;
  };
  const masked = (members: typeof lefts, wanted: 0 | 1) => members.map(({ series, group }) => keepSteps(series, presenceOf(group), wanted)).filter(isPresent);
  switch (op) {
    case 'and':
      return mergeEqualLabels(masked(lefts, 1), context);
    case 'unless':
      return mergeEqualLabels(masked(lefts, 0), context);
    case 'or':
      return mergeEqualLabels([...left, ...masked(rights, 0)], context);
  }
}

function keepSteps(series: StepSeries, present: Uint8Array, wanted: 0 | 1): StepSeries {
  const { labels, dropName, floats, histograms } = series;
  return { labels, dropName, floats, histograms, kinds: series.kinds.map((kind, step) => (present[step] === wanted ? kind : ABSENT)) };
}
