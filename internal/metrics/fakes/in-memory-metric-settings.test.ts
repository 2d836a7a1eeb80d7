import { metricSettingsContract } from '../ports/metric-settings.contract.ts';
import { InMemoryMetricSettings } from './in-memory-metric-settings.ts';

metricSettingsContract('InMemoryMetricSettings', () => new InMemoryMetricSettings());
