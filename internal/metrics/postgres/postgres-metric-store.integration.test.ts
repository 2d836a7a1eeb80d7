import { useTransactions } from '#test/support';
import { metricStoreContract } from '../ports/metric-store.contract.ts';
import { PostgresChunkArchive } from './postgres-chunk-archive.ts';
import { PostgresMetricExtras } from './postgres-metric-extras.ts';
import { PostgresMetricStore } from './postgres-metric-store.ts';

describe('PostgresMetricStore', () => {
  const transactions = useTransactions({ max: 10 });

  metricStoreContract('PostgresMetricStore', (clock) => new PostgresMetricStore({ transactions, clock, archive: new PostgresChunkArchive(), extras: new PostgresMetricExtras(clock), settings: { freshForQueriesMs: 0, freshForWritesMs: 0 } }));
});
