import type { FloatHistogram, Labels, QueryResult, ResultSample } from '#pkg/promql';
import type { LabelRecord, Rule } from '../model/rule-group.ts';
import type { RuleSample } from '../model/rule-outcome.ts';

/** The value of an expression, as `PromqlEngine.instant` gives it. */
export type RuleQueryResult = Pick<QueryResult, 'value'> & Partial<Pick<QueryResult, 'warnings' | 'infos'>>;

/** Evaluates an expression at one time; rejects when that fails. */
export type RuleQuery = (expr: string, timeMs: number, signal?: AbortSignal) => Promise<RuleQueryResult>;

/** Samples that storage did not take, by their position, with a sentence for people. */
export interface AppendOutcome {
  readonly refusals: readonly { readonly index: number; readonly reason: string }[];
}

/** The rule that wrote samples; undefined for the ends of series whose rules are gone. */
export type RuleOrigin = { readonly index: number; readonly rule: Rule } | undefined;

/** What `{{ … }}` may look at. */
export interface TemplateData {
  readonly labels: LabelRecord;
  readonly externalLabels: LabelRecord;
  readonly externalUrl: string;
  readonly value: number | FloatHistogram;
}

export interface TemplateContext {
  /** For messages, as `__alert_Name`. */
  readonly name: string;
  readonly data: TemplateData;
  readonly timeMs: number;
  /** For the function `query`. */
  readonly query: (expr: string, timeMs: number) => Promise<readonly ResultSample[]>;
}

/** Expands the template of a label or an annotation; throws or rejects when it is wrong. */
export type ExpandTemplate = (text: string, context: TemplateContext) => string | Promise<string>;

/** What a group needs of its surroundings. */
export interface RuleHost {
  query: RuleQuery;
  /** Stores what a rule yields, before the next rule runs. When it rejects, nothing was stored. */
  append(samples: readonly RuleSample[], origin: RuleOrigin): Promise<AppendOutcome | void>;
  /** Default: Go's templates with Prometheus's functions (`#pkg/go-template`). */
  readonly expand?: ExpandTemplate;
}

/** One series of `ALERTS_FOR_STATE` with its newest sample. */
export interface ForStateSeries {
  readonly labels: Labels;
  readonly timeMs: number;
  /** Seconds since 1970; `stale`: the alert was not active any more. */
  readonly value: number | 'stale';
}
