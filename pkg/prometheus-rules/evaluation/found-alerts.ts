import { Labels, type ResultSample } from '#pkg/promql';
import type { AlertInstance } from '../model/alert-instance.ts';
import type { LabelRecord } from '../model/rule-group.ts';
import { ALERT_NAME, METRIC_NAME } from './alert-samples.ts';
import type { EvaluatorOptions } from './evaluator-options.ts';
import { expandGoTemplate } from './expand-go-template.ts';
import type { ExpandTemplate, RuleHost } from './rule-host.ts';
import { messageOf, vectorOf } from './rule-vector.ts';

/** Two elements of a rule's value have the same labels once the rule's are applied. */
export const DUPLICATE_ALERT = 'vector contains metrics with the same labelset after applying alert labels';

/** What an alert is made of. */
export interface AlertTemplates {
  readonly name: string;
  readonly labels: LabelRecord;
  readonly annotations: LabelRecord;
}

export type AlertsByKey = Map<string, AlertInstance>;

const withoutName = new Set([METRIC_NAME]);

/** Makes alerts of the elements of a rule's value. */
export class AlertMaker {
  private readonly expander: ExpandTemplate;

  constructor(
    private readonly templates: AlertTemplates,
    private readonly host: RuleHost,
    private readonly options: Pick<Required<EvaluatorOptions>, 'externalLabels' | 'externalUrl'>,
  ) {
    this.expander = host.expand?.bind(host) ?? expandGoTemplate;
  }

  /** A pending alert for each element, by the key of its labels. Throws when two are the same. */
  async make(samples: readonly ResultSample[], timeMs: number, cause?: AlertInstance['cause']): Promise<AlertsByKey> {
    const alerts: AlertsByKey = new Map();
    for (const sample of samples) {
      const [key, alert] = await this.makeOne(sample, timeMs, cause);
      if (alerts.has(key)) throw new Error(DUPLICATE_ALERT);
      alerts.set(key, alert);
    }
    return alerts;
  }

  private async makeOne({ labels, value }: ResultSample, timeMs: number, cause: AlertInstance['cause']): Promise<[string, AlertInstance]> {
    const { name } = this.templates;
    const data = { labels: labels.toRecord(), externalLabels: this.options.externalLabels, externalUrl: this.options.externalUrl, value };
    const query = async (expr: string, atMs: number): Promise<readonly ResultSample[]> => vectorOf(await this.host.query(expr, atMs));
    const context = { name: `__alert_${name}`, data, timeMs, query };
    const expand = async (text: string): Promise<string> => {
      try {
        return await this.expander(text, context);
      } catch (error) {
        return `<error expanding template: ${messageOf(error)}>`;
      }
    };
    const own = labels.without(withoutName);
    const final = own.with([...(await expandAll(this.templates.labels, expand)), [ALERT_NAME, name]]);
    const alert: AlertInstance = {
      labels: final.toRecord(),
      annotations: Object.fromEntries(await expandAll(this.templates.annotations, expand)),
      state: 'pending',
      value: typeof value === 'number' ? value : 0,
      activeAtMs: timeMs,
      cause,
      sourceLabels: own.toRecord(),
    };
    return [final.key, alert];
  }
}

/** Texts without an action expand to themselves, which is most of them. */
async function expandAll(texts: LabelRecord, expand: (text: string) => Promise<string>): Promise<[string, string][]> {
  const expanded: [string, string][] = [];
  for (const [name, text] of Object.entries(texts)) expanded.push([name, text.includes('{{') ? await expand(text) : text]);
  return expanded;
}

/** The element that stands for a rule without data, or one that cannot be evaluated. */
export const standIn: ResultSample = { labels: Labels.empty, value: NaN };
