import type { Clock } from '#internal/kernel';
import { type OperationInput, type Operations, PrometheusError } from '#internal/platform/http';
import { childExpressions, type Expression, parsePromql, type PromqlSyntaxOptions } from '#pkg/promql';
import { timeText, valueText } from '../domain/sample-text.ts';
import type { SeriesExemplars } from '../ports/metric-store.ts';
import type { Matcher } from '#pkg/matchers';
import type { FindSeries } from '../service/find-series.ts';
import { prometheusData, prometheusList } from './json-pieces.ts';
import { MAX_TIME_MS, MIN_TIME_MS, optionalTime, readInteger } from './prometheus-parameters.ts';
import { toMatcher } from './prometheus-selectors.ts';

interface Deps {
  readonly find: FindSeries;
  readonly clock: Clock;
  readonly syntax: PromqlSyntaxOptions;
  readonly retentionMs: number;
}
type Handled = 'prometheusQueryExemplars' | 'prometheusQueryExemplarsByForm' | 'prometheusMetadata' | 'prometheusBuildInfo' | 'prometheusRuntimeInfo' | 'prometheusTsdbStatus';

/** The version of Prometheus whose API and PromQL this is; clients choose by it what they ask. */
const SPOKEN_VERSION = '3.15.0';
const MOST_STATISTICS = 10_000;
const badData = (message: string): PrometheusError => new PrometheusError('bad_data', message);
const done = (raw: AsyncGenerator<Uint8Array, void>) => ({ status: 200, raw }) as const;

/** Exemplars, metadata and what a server says of itself in Prometheus's HTTP API. */
export function prometheusCatalogueOperations({ find, clock, syntax, retentionMs }: Deps): Pick<Operations, Handled> {
  const startedAt = clock.now().toISOString();
  const exemplars = async ({ actor, query }: Pick<OperationInput<'prometheusQueryExemplars'>, 'actor' | 'query'>) => {
    const startMs = optionalTime('start', query.start, MIN_TIME_MS);
    const endMs = optionalTime('end', query.end, MAX_TIME_MS);
    if (endMs < startMs) throw badData('end timestamp must not be before start timestamp');
    const selectors = selectorsOf(parsed(query.query ?? '', syntax));
    const found = selectors.length === 0 ? [] : await find.exemplars(actor, { selectors, startMs, endMs });
    return done(prometheusList(found, [], exemplarsText));
  };
  return {
    prometheusQueryExemplars: exemplars,
    prometheusQueryExemplarsByForm: exemplars,

    async prometheusMetadata({ actor, query: { metric = '', limit = '', limit_per_metric: perMetric = '' } }) {
      const most = bound('limit', limit);
      const mostOfEach = bound('limit_per_metric', perMetric);
      // A limit of nothing is one of Prometheus, too.
      if (most === 0) return done(prometheusData({}));
      const request = { ...(metric !== '' && { family: metric }), ...(most > 0 && { limit: most }), ...(mostOfEach > 0 && { limitPerFamily: mostOfEach }) };
      const found = await find.metadata(actor, request);
      return done(prometheusData(Object.fromEntries([...found].map(([family, all]) => [family, all.map(({ type, unit, help }) => ({ type, unit, help }))]))));
    },

    async prometheusBuildInfo() {
      return done(prometheusData({ version: SPOKEN_VERSION, revision: '', branch: '', buildUser: '', buildDate: '', goVersion: '' }));
    },

    async prometheusRuntimeInfo() {
      return done(prometheusData({ startTime: startedAt, serverTime: clock.now().toISOString(), reloadConfigSuccess: true, lastConfigTime: startedAt, corruptionCount: 0, storageRetention: `${Math.round(retentionMs / 1000)}s` }));
    },

    async prometheusTsdbStatus({ actor, query: { limit = '' } }) {
      const most = limit === '' ? 10 : readInteger(limit);
      if (typeof most === 'string' || most < 1) throw badData('limit must be a positive number');
      if (most > MOST_STATISTICS) throw badData(`limit must not exceed ${MOST_STATISTICS}`);
      const { series, labelPairs, chunks, range, ...counted } = await find.cardinality(actor, most);
      return done(
        prometheusData({
          headStats: { numSeries: series, numLabelPairs: labelPairs, chunkCount: chunks, minTime: range?.startMs ?? 0, maxTime: range?.endMs ?? 0 },
          seriesCountByMetricName: counted.seriesByMetric,
          labelValueCountByLabelName: counted.valuesByLabel,
          memoryInBytesByLabelName: counted.memoryByLabel,
          seriesCountByLabelValuePair: counted.seriesByPair,
        }),
      );
    },
  };
}

function parsed(query: string, syntax: PromqlSyntaxOptions): Expression {
  try {
    return parsePromql(query, syntax);
  } catch (error) {
    throw error instanceof Error ? badData(error.message) : error;
  }
}

const selectorsOf = (expr: Expression): (readonly Matcher[])[] =>
  expr.kind === 'vector' ? [expr.matchers.map(toMatcher)] : childExpressions(expr).flatMap(selectorsOf);

function bound(name: string, text: string): number {
  const number = text === '' ? -1 : readInteger(text);
  if (typeof number === 'string') throw badData(`${name} must be a number`);
  return number;
}

const record = (labels: SeriesExemplars['labels']): string => JSON.stringify(Object.fromEntries(labels.map(({ name, value }) => [name, value])));

const exemplarsText = ({ labels, exemplars }: SeriesExemplars): string =>
  `{"seriesLabels":${record(labels)},"exemplars":[${exemplars.map((exemplar) => `{"labels":${record(exemplar.labels)},"value":"${valueText(exemplar.value)}","timestamp":${timeText(exemplar.timestampMs)}}`).join(',')}]}`;
