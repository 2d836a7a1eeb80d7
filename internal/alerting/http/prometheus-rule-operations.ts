import { createHash } from 'node:crypto';
import { type OperationInput, type Operations, PrometheusError } from '#internal/platform/http';
import type { StoredAlert } from '#pkg/prometheus-rules';
import { type Labels, parseMetricSelector, parsePromql, printPromql, PromqlError, valuePredicate } from '#pkg/promql';
import { type EvaluatedGroupView, type RuleView, ruleViews } from '../domain/rule-view.ts';
import type { ViewRuleGroups } from '../service/view-rule-groups.ts';

type RulesQuery = OperationInput<'prometheusRules'>['query'];

/** `GET /rules` and `GET /alerts` of Prometheus's HTTP API. */
export function prometheusRuleOperations({ viewRuleGroups }: { readonly viewRuleGroups: ViewRuleGroups }): Pick<Operations, 'prometheusRules' | 'prometheusAlerts'> {
  return {
    async prometheusRules({ actor, query }) {
      const filter = readFilter(query);
      return { status: 200, raw: success(pageOf(await viewRuleGroups(actor), filter)) };
    },

    async prometheusAlerts({ actor }) {
      const views = (await viewRuleGroups(actor)).flatMap(ruleViews);
      return { status: 200, raw: success({ alerts: views.flatMap(({ alerts }) => alerts.map(alertJson)) }) };
    },
  };
}

interface Filter {
  readonly wants: (view: RuleView) => boolean;
  readonly names: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
  readonly excludeAlerts: boolean;
  readonly limit: number | undefined;
  readonly token: string;
}

const badParameter = (name: string, reason: string): PrometheusError => new PrometheusError('bad_data', `invalid parameter ${JSON.stringify(name)}: ${reason}`);

// In the order in which Prometheus complains.
function readFilter(query: RulesQuery): Filter {
  const ruleNames = new Set(query['rule_name[]'] ?? []);
  const selectors = readSelectors(query['match[]'] ?? []);
  const type = (query.type ?? '').toLowerCase();
  if (type !== '' && type !== 'alert' && type !== 'record') throw badParameter('type', `not supported value ${JSON.stringify(type)}`);
  const excludeAlerts = readBoolean(query.exclude_alerts ?? '');
  const [limit, token] = readPage(query);
  const wants = ({ rule, labels }: RuleView): boolean =>
    (ruleNames.size === 0 || ruleNames.has(rule.name)) &&
    (type === '' || (type === 'record') === (rule.kind === 'recording')) &&
    (selectors.length === 0 || selectors.some((fits) => fits(labels)));
  return { wants, names: new Set(query['rule_group[]'] ?? []), files: new Set(query['file[]'] ?? []), excludeAlerts, limit, token };
}

function readSelectors(texts: readonly string[]): readonly ((labels: Labels) => boolean)[] {
  try {
    return texts.map((text) => {
      const tests = parseMetricSelector(text).map((matcher) => ({ name: matcher.name, fits: valuePredicate(matcher) }));
      if (tests.every(({ fits }) => fits(''))) throw new PromqlError('bad_data', 'match[] must contain at least one non-empty matcher');
      return (labels) => tests.every(({ name, fits }) => fits(labels.get(name)));
    });
  } catch (error) {
    throw error instanceof PromqlError ? new PrometheusError('bad_data', error.message) : error;
  }
}

function readBoolean(text: string): boolean {
  const value = text.toLowerCase();
  if (['', '0', 'f', 'false'].includes(value)) return false;
  if (['1', 't', 'true'].includes(value)) return true;
  throw badParameter('exclude_alerts', `error converting exclude_alerts: strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`);
}

function readPage({ group_limit: limit = '', group_next_token: token = '' }: RulesQuery): readonly [limit: number | undefined, token: string] {
  if (token !== '' && limit === '') throw badParameter('group_next_token', 'group_limit needs to be present in order to paginate over the groups');
  if (limit === '') return [undefined, ''];
  if (!/^[+-]?\d{1,10}$/.test(limit)) throw badParameter('group_limit', `group_limit needs to be a valid number: strconv.ParseInt: parsing ${JSON.stringify(limit)}: invalid syntax`);
  if (Number(limit) <= 0) throw badParameter('group_limit', 'group_limit needs to be greater than 0');
  return [Number(limit), token];
}

function pageOf(views: readonly EvaluatedGroupView[], { wants, names, files, excludeAlerts, limit, token }: Filter): { readonly groups: readonly object[]; readonly groupNextToken?: string } {
  const from = token === '' ? 0 : views.findIndex(({ group }) => tokenOf(group) === token);
  if (from < 0) throw badParameter('group_next_token', `invalid group_next_token '${token}'. were rule groups changed?`);
  const groups: object[] = [];
  for (const view of views.slice(from)) {
    const { group, progress } = view;
    if ((names.size > 0 && !names.has(group.name)) || (files.size > 0 && !files.has(group.namespace))) continue;
    const rules = ruleViews(view).filter(wants);
    if (rules.length === 0) continue;
    if (groups.length === limit) return { groups, groupNextToken: tokenOf(group) };
    groups.push({
      name: group.name,
      file: group.namespace,
      rules: rules.map((rule) => ruleJson(rule, excludeAlerts)),
      interval: group.intervalMs / 1000,
      limit: group.limit,
      evaluationTime: progress.evaluationSeconds ?? 0,
      lastEvaluation: timeText(progress.lastSlotAt),
    });
  }
  return { groups };
}

const tokenOf = ({ namespace, name }: EvaluatedGroupView['group']): string => createHash('sha256').update(`${namespace};${name}`).digest('hex');

function ruleJson({ rule, labels, health, lastError, seconds, lastEvaluationAt, alerts, state }: RuleView, excludeAlerts: boolean): object {
  const query = queryText(rule.condition.expr);
  const life = { health, ...(lastError !== undefined && { lastError }), evaluationTime: seconds, lastEvaluation: timeText(lastEvaluationAt) };
  if (rule.kind === 'recording') return { name: rule.name, query, labels: labels.toRecord(), ...life, type: 'recording' };
  const { forMs, keepFiringForMs } = rule.condition;
  return {
    state, name: rule.name, query, duration: forMs / 1000, keepFiringFor: keepFiringForMs / 1000, labels: labels.toRecord(), annotations: rule.annotations,
    alerts: excludeAlerts ? null : alerts.map(alertJson), ...life, type: 'alerting',
  };
}

const alertJson = ({ labels, annotations, state, activeAtMs, keepFiringSinceMs, value }: StoredAlert): object => ({
  labels, annotations, state, activeAt: timeText(new Date(activeAtMs)), ...(keepFiringSinceMs !== undefined && { keepFiringSince: timeText(new Date(keepFiringSinceMs)) }), value: valueText(value),
});

const queryText = (expr: string): string => printPromql(parsePromql(expr));

/** As Go writes times: without zeros that say nothing, and its zero for never. */
const timeText = (time: Date | null): string => (time ? time.toISOString().replace(/\.?0*Z$/, 'Z') : '0001-01-01T00:00:00Z');

/** As Go's `%e` with as many digits as are needed: `1.5e+01`. */
function valueText(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  return (Object.is(value, -0) ? '-0e+0' : value.toExponential()).replace(/e([+-])(\d)$/, 'e$10$2');
}

async function* success(data: object): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(JSON.stringify({ status: 'success', data }));
}
