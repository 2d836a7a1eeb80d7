import { Labels, type ResultSample } from '#pkg/promql';
import type { AlertInstance } from '../model/alert-instance.ts';
import type { LabelRecord } from '../model/rule-group.ts';
import { ALERT_NAME, METRIC_NAME } from './alert-samples.ts';
import type { EvaluatorOptions } from './evaluator-options.ts';
import { expandGoTemplate } from './expand-go-template.ts';
import type { AlertsByKey } from './live-alert.ts';
import type { ExpandTemplate, RuleHost, TemplateContext } from './rule-host.ts';
import { messageOf, vectorOf } from './rule-vector.ts';

/** Two elements of a rule's value have the same labels once the rule's are applied. */
export const DUPLICATE_ALERT = 'vector contains metrics with the same labelset after applying alert labels';

/** What an alert is made of. */
export interface AlertTemplates {
  readonly name: string;
  readonly labels: LabelRecord;
  readonly annotations: LabelRecord;
}

/** What becomes of the labels of an element. */
interface MadeLabels {
  readonly key: string;
  readonly labels: LabelRecord;
  readonly sourceLabels: LabelRecord;
  /** The labels of the element, for templates. */
  readonly data: LabelRecord;
}

const withoutName = new Set([METRIC_NAME]);

/** Makes alerts of the elements of a rule's value. */
export class AlertMaker {
  private readonly expander: ExpandTemplate;
  private readonly labels: readonly [string, string][];
  private readonly annotations: readonly [string, string][];
  private readonly labelsAreFixed: boolean;
  private readonly annotationsCanWait: boolean;
  private readonly query: TemplateContext['query'];
  /** The labels of the alerts of the last evaluation, by the key of their elements. */
  private made: ReadonlyMap<string, MadeLabels> = new Map();

  constructor(
    private readonly templates: AlertTemplates,
    host: RuleHost,
    private readonly options: Pick<Required<EvaluatorOptions>, 'externalLabels' | 'externalUrl'>,
  ) {
    this.expander = host.expand?.bind(host) ?? expandGoTemplate;
    this.labels = Object.entries(templates.labels);
    this.annotations = Object.entries(templates.annotations);
    this.labelsAreFixed = this.labels.every(([, text]) => isFixed(text));
    // What a query answers is that of now; and only our own templates are sure to expand at once.
    this.annotationsCanWait = host.expand === undefined && this.annotations.every(([, text]) => !text.includes('query'));
    this.query = async (expr, atMs) => vectorOf(await host.query(expr, atMs));
  }

  /** A pending alert for each element, by the key of its labels. Throws when two are the same. */
  async make(samples: readonly ResultSample[], timeMs: number, cause?: AlertInstance['cause']): Promise<AlertsByKey> {
    const alerts: AlertsByKey = new Map();
    const used = new Map<string, MadeLabels>();
    for (const sample of samples) {
      const { value } = sample;
      const known = this.made.get(sample.labels.key);
      const data = { labels: known?.data ?? sample.labels.toRecord(), externalLabels: this.options.externalLabels, externalUrl: this.options.externalUrl, value };
      const context = { name: `__alert_${this.templates.name}`, data, timeMs, query: this.query };
      const made = known ?? (await this.makeLabels(sample.labels, context));
      if (this.labelsAreFixed) used.set(sample.labels.key, made);
      if (alerts.has(made.key)) throw new Error(DUPLICATE_ALERT);
      const describe = this.annotationsCanWait ? this.later(context) : await this.atOnce(context);
      const { labels, sourceLabels } = made;
      alerts.set(made.key, { labels, describe, state: 'pending', value: typeof value === 'number' ? value : 0, activeAtMs: timeMs, cause, sourceLabels });
    }
    this.made = used;
    return alerts;
  }

  private async makeLabels(labels: Labels, context: TemplateContext): Promise<MadeLabels> {
    const own = labels.without(withoutName);
    const changes: [string, string][] = [];
    for (const [name, text] of this.labels) changes.push([name, await this.expandText(text, context)]);
    const final = own.with([...changes, [ALERT_NAME, this.templates.name]]);
    return { key: final.key, labels: final.toRecord(), sourceLabels: own.toRecord(), data: context.data.labels };
  }

  private later(context: TemplateContext): () => LabelRecord {
    let expanded: LabelRecord | undefined;
    return () => (expanded ??= Object.fromEntries(this.annotations.map(([name, text]) => [name, withoutWaiting(this.expandText(text, context))])));
  }

  private async atOnce(context: TemplateContext): Promise<() => LabelRecord> {
    const annotations: [string, string][] = [];
    for (const [name, text] of this.annotations) annotations.push([name, await this.expandText(text, context)]);
    const expanded = Object.fromEntries(annotations);
    return () => expanded;
  }

  /** Texts without an action expand to themselves, which is most of them. */
  private expandText(text: string, context: TemplateContext): string | Promise<string> {
    if (!text.includes('{{')) return text;
    try {
      const expanded = this.expander(text, context);
      return typeof expanded === 'string' ? expanded : expanded.catch(failedText);
    } catch (error) {
      return failedText(error);
    }
  }
}

/** The text of a template that does not query. */
function withoutWaiting(text: string | Promise<string>): string {
  if (typeof text !== 'string') throw new Error('a template without a query has to wait');
  return text;
}

const failedText = (error: unknown): string => `<error expanding template: ${messageOf(error)}>`;

/** Whether a text is the same for all values and at all times: it looks at labels only, in the plainest way. */
const isFixed = (text: string): boolean => !/\{\{/.test(text.replaceAll(/\{\{-?\s*\$(?:labels|externalLabels)\.\w+(?:\s*\|\s*(?:toUpper|toLower|title|stripPort|stripDomain))*\s*-?\}\}/g, ''));

/** The element that stands for a rule without data, or one that cannot be evaluated. */
export const standIn: ResultSample = { labels: Labels.empty, value: NaN };
