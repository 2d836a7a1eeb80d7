import { someActor, useTransactions } from '#test/support';
import { metricSettingsContract } from '../ports/metric-settings.contract.ts';
import { postgresMetricSettings } from './postgres-metric-settings.ts';

const transactions = useTransactions();

metricSettingsContract('PostgreSQL', () => postgresMetricSettings(transactions), () => someActor());
