import type { IntegrationKind } from '../domain/integration-kind.ts';
import type { Mapping } from '../domain/mapping.ts';
import alertmanager from './alertmanager.json';
import azureMonitor from './azure-monitor.json';
import cloudwatch from './cloudwatch.json';
import datadog from './datadog.json';
import elastic from './elastic.json';
import email from './email.json';
import googleCloud from './google-cloud.json';
import grafana from './grafana.json';
import newRelic from './new-relic.json';
import pagerduty from './pagerduty.json';
import pingdom from './pingdom.json';
import sentry from './sentry.json';
import uptimeKuma from './uptime-kuma.json';
import zabbix from './zabbix.json';

/** The mapping of each kind; a test holds the files against the schema of the contract, which is the same that tenants' mappings have to meet. */
export const VENDOR_MAPPINGS = {
  alertmanager,
  azure_monitor: azureMonitor,
  cloudwatch,
  datadog,
  elastic,
  email,
  google_cloud: googleCloud,
  grafana,
  new_relic: newRelic,
  pagerduty,
  pingdom,
  sentry,
  uptime_kuma: uptimeKuma,
  zabbix,
} as unknown as Readonly<Record<Exclude<IntegrationKind, 'generic'>, Mapping>>; // proved by that test: JSON has no literal types
