import type { ResultSample } from '#pkg/promql';
import type { LabelRecord } from '../model/rule-group.ts';
import { dataExpression } from './data-expression.ts';
import type { RuleHost } from './rule-host.ts';
import { vectorOf } from './rule-vector.ts';

/** Which data there is. */
export interface FoundData {
  readonly isEmpty: boolean;
  /** Whether there is data behind an element with these labels. */
  of(labels: LabelRecord): boolean;
}

/** Finds out whether a rule's condition is over or its data is missing: it evaluates the expression without its conditions. */
export class DataProbe {
  private readonly expr: string | undefined;

  constructor(
    expr: string,
    private readonly host: RuleHost,
  ) {
    this.expr = dataExpression(expr);
  }

  /** Undefined when it cannot be told: the expression has no condition to leave out, or the data could not be read. */
  async look(timeMs: number, signal: AbortSignal | undefined): Promise<FoundData | undefined> {
    if (this.expr === undefined) return undefined;
    try {
      const samples = vectorOf(await this.host.query(this.expr, timeMs, signal));
      return { isEmpty: samples.length === 0, of: (labels) => samples.some((sample) => includes(sample, labels)) };
    } catch {
      return undefined;
    }
  }
}

const includes = ({ labels }: ResultSample, wanted: LabelRecord): boolean => Object.entries(wanted).every(([name, value]) => labels.get(name) === value);
