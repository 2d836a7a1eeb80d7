import { metricStoreContract } from '../ports/metric-store.contract.ts';
import { InMemoryMetricStore } from './in-memory-metric-store.ts';

metricStoreContract('InMemoryMetricStore', (clock) => new InMemoryMetricStore(clock));
