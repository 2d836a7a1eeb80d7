import { type OperationInput, type Operations, PrometheusError } from '#internal/platform/http';
import { isLabelName } from '#pkg/promql';
import type { Label } from '#pkg/sample-model';
import { unescapedName } from '../domain/escaped-name.ts';
import type { Listed } from '../ports/metric-store.ts';
import type { FindSeries } from '../service/find-series.ts';
import { prometheusList } from './json-pieces.ts';
import { invalidParameter, readLimit } from './prometheus-parameters.ts';
import { readSelection } from './prometheus-selectors.ts';

type Handled = 'prometheusSeries' | 'prometheusSeriesByForm' | 'prometheusLabels' | 'prometheusLabelsByForm' | 'prometheusLabelValues';
type Input = Pick<OperationInput<'prometheusSeries'>, 'actor' | 'query'>;

const badData = (message: string): PrometheusError => new PrometheusError('bad_data', message);
const labelsText = (labels: readonly Label[]): string => JSON.stringify(Object.fromEntries(labels.map(({ name, value }) => [name, value])));
const answer = <Item>({ items, truncated }: Listed<Item>, textOf: (item: Item) => string) =>
  ({ status: 200, raw: prometheusList(items, truncated ? ['results truncated due to limit'] : [], textOf) }) as const;

/** `series`, `labels` and `label/<name>/values` of Prometheus's HTTP API. */
export function prometheusSeriesOperations(use: FindSeries): Pick<Operations, Handled> {
  const series = async ({ actor, query }: Input) => {
    if ((query['match[]'] ?? []).length === 0) throw badData('no match[] parameter provided');
    const selection = readSelection(query, readLimit(query.limit), (message) => invalidParameter('match[]', message));
    return answer(await use.series(actor, selection), labelsText);
  };
  const labels = async ({ actor, query }: Input) => {
    const selection = readSelection(query, readLimit(query.limit), badData);
    return answer(await use.labelNames(actor, selection), JSON.stringify);
  };
  return {
    prometheusSeries: series,
    prometheusSeriesByForm: series,
    prometheusLabels: labels,
    prometheusLabelsByForm: labels,
    async prometheusLabelValues({ actor, path, query }) {
      const name = unescapedName(path.name);
      if (!isLabelName(name)) throw badData(`invalid label name: ${JSON.stringify(name)}`);
      const selection = readSelection(query, readLimit(query.limit), badData);
      return answer(await use.labelValues(actor, name, selection), JSON.stringify);
    },
  };
}
