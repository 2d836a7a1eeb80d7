import { mergeEqualLabels } from '../evaluation/merge-series.ts';
import { remarkOn, type StepContext } from '../evaluation/query-run.ts';
import type { BinaryOperation, VectorMatching } from '../syntax/promql-ast.ts';
import { executionError } from '../values/promql-error.ts';
import { type Labels, metadataLabels } from '../values/promql-labels.ts';
import { ABSENT, isPresent, type StepSeries, StepSeriesBuilder, valueAt } from '../values/step-series.ts';
import { applyOperator, type ElementContext, isArithmetic } from './element-operators.ts';
import { type MatchGroup, matchGroups, presence } from './match-signature.ts';

/** An arithmetic operator or a comparison between the elements of two vectors that match. */
export function betweenVectors(node: BinaryOperation, matching: VectorMatching, left: readonly StepSeries[], right: readonly StepSeries[], context: StepContext): StepSeries[] {
  // With group_right the sides are swapped: from here on the "one" side is always on the right.
  const isSwapped = matching.cardinality === 'one-to-many';
  return new VectorJoin(node, matching, isSwapped, isSwapped ? right : left, isSwapped ? left : right, context).run();
}

interface JoinedGroup {
  /** At each step the index of the series on the "one" side, -1 without. */
  readonly oneAt: Int32Array;
  /** Steps at which an element of the "many" side found its partner. */
  readonly matched: Uint8Array;
  /** By the labels of results: the steps at which there is one. */
  readonly used: Map<string, Uint8Array>;
}

/** The result of one series with one partner. */
interface Pair {
  readonly partner: number;
  readonly used: Uint8Array;
  readonly result: StepSeriesBuilder;
}

type StepValue = ReturnType<typeof valueAt>;

class VectorJoin {
  private readonly element: ElementContext;
  private readonly joined = new Map<MatchGroup, JoinedGroup>();
  private readonly results = new Map<string, StepSeriesBuilder>();
  private readonly fillMany: number | undefined;
  private readonly fillOne: number | undefined;
  /** Steps at which there is anything to match; the others are not looked at, not even for mistakes. */
  private readonly active: Uint8Array;

  constructor(
    private readonly node: BinaryOperation,
    private readonly matching: VectorMatching,
    private readonly isSwapped: boolean,
    private readonly many: readonly StepSeries[],
    private readonly one: readonly StepSeries[],
    private readonly context: StepContext,
  ) {
    this.element = { op: node.op, range: node.range, remark: remarkOn(context) };
    // As in Prometheus, left and right of a fill mean the sides after swapping.
    this.fillMany = matching.fillLeft;
    this.fillOne = matching.fillRight;
    const [manyAt, oneAt] = [presence(many, context.grid.steps), presence(one, context.grid.steps)];
    const hasFill = matching.fillLeft !== undefined || matching.fillRight !== undefined;
    this.active = manyAt.map((present, step) => (hasFill ? 1 : present & (oneAt[step] as number)));
  }

  run(): StepSeries[] {
    const { lefts, rights } = matchGroups(this.many, this.one, this.matching);
    for (const { group } of rights) this.joinedOf(group);
    for (const { series, group } of lefts) this.joinMany(series, group);
    if (this.fillMany !== undefined) for (const { series, group } of rights) this.fillMissingMany(series, group, this.fillMany);
    return mergeEqualLabels([...this.results.values()].filter(isPresent), this.context);
  }

  private joinedOf(group: MatchGroup): JoinedGroup {
    const known = this.joined.get(group);
    if (known) return known;
    const { steps } = this.context.grid;
    const oneAt = new Int32Array(steps).fill(-1);
    for (const [index, series] of group.right.entries()) {
      this.context.budget.check();
      for (let step = 0; step < steps; step++) {
        if (series.kinds[step] === ABSENT || !this.active[step]) continue;
        const other = group.right[oneAt[step] as number];
        if (other) this.failDuplicate(group, series, other);
        oneAt[step] = index;
      }
    }
    const joined = { oneAt, matched: new Uint8Array(steps), used: new Map<string, Uint8Array>() };
    this.joined.set(group, joined);
    return joined;
  }

  private failDuplicate(group: MatchGroup, a: StepSeries, b: StepSeries): never {
    const pair = [a.labels.toString(), b.labels.toString()].sort().join(', ');
    const side = this.isSwapped ? 'left' : 'right';
    throw executionError(
      `found duplicate series for the match group ${group.signature.toString()} on the ${side} hand-side of the operation: [${pair}];many-to-many matching not allowed: matching labels must be unique on one side`,
    );
  }

  private joinMany(series: StepSeries, group: MatchGroup): void {
    this.context.budget.check();
    const joined = this.joinedOf(group);
    let pair: Pair | undefined;
    for (let step = 0; step < series.kinds.length; step++) {
      if (series.kinds[step] === ABSENT) continue;
      const partner = joined.oneAt[step] as number;
      if (partner < 0 && this.fillOne === undefined) continue;
      const one = group.right[partner];
      if (pair?.partner !== partner) pair = this.pairOf(partner, series.labels, one?.labels ?? group.signature, joined);
      this.apply(step, valueAt(series, step), one ? valueAt(one, step) : this.fillOne, pair, joined);
    }
  }

  /** Elements of the "one" side that nobody matched get the fill value for a partner. */
  private fillMissingMany(series: StepSeries, group: MatchGroup, fill: number): void {
    const joined = this.joinedOf(group);
    let pair: Pair | undefined;
    for (let step = 0; step < series.kinds.length; step++) {
      if (series.kinds[step] === ABSENT || joined.matched[step]) continue;
      pair ??= this.pairOf(-1, group.signature, series.labels, joined);
      this.apply(step, fill, valueAt(series, step), pair, undefined);
    }
  }

  private apply(step: number, many: StepValue, one: StepValue, pair: Pair, joined: JoinedGroup | undefined): void {
    if (many === undefined || one === undefined) return;
    const applied = this.isSwapped ? applyOperator(one, many, this.element) : applyOperator(many, one, this.element);
    if (!applied) return;
    if (joined) this.checkUnique(step, pair, joined);
    if (!applied.holds && !this.node.returnBool) return;
    const { result } = pair;
    if (result.kinds[step] !== ABSENT) throw executionError('vector cannot contain metrics with the same labelset');
    if (this.node.returnBool) result.setFloat(step, Number(applied.holds));
    // With the sides swapped, a comparison still keeps its left side.
    else result.set(step, applied.value);
  }

  private checkUnique(step: number, { used }: Pair, joined: JoinedGroup): void {
    if (this.matching.cardinality === 'one-to-one') {
      if (joined.matched[step]) throw executionError('multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)');
    } else {
      if (used[step]) throw executionError('multiple matches for labels: grouping labels must ensure unique matches');
      used[step] = 1;
    }
    joined.matched[step] = 1;
  }

  private pairOf(partner: number, many: Labels, one: Labels, joined: JoinedGroup): Pair {
    const labels = this.resultLabels(many, one);
    const { steps } = this.context.grid;
    const used = joined.used.get(labels.key) ?? new Uint8Array(steps);
    joined.used.set(labels.key, used);
    const result = this.results.get(labels.key) ?? new StepSeriesBuilder(labels, steps, this.node.returnBool);
    this.results.set(labels.key, result);
    return { partner, used, result };
  }

  private resultLabels(many: Labels, one: Labels): Labels {
    const { cardinality, labels, on, include } = this.matching;
    const dropsName = isArithmetic(this.node.op) || (this.node.returnBool && !this.context.options.delayedNameRemoval);
    let result = dropsName ? many.without(metadataLabels) : many;
    if (cardinality === 'one-to-one') {
      const names = new Set(labels);
      result = on ? result.keep(names) : result.without(names);
    }
    return include.length === 0 ? result : result.with(include.map((name) => [name, one.get(name)]));
  }
}
