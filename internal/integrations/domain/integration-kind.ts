import type { Authentication } from './authentication.ts';

type AuthenticationKind = Authentication['kind'];

type Ways = readonly [AuthenticationKind, ...AuthenticationKind[]];

/** How senders of ordinary webhooks prove who they are. */
const WEBHOOK: Ways = ['bearer', 'header', 'basic', 'hmac', 'api_key'];

/**
 * Whose alerts an integration takes in, and how such a sender can prove who it is; the first is the default. Every kind but `generic` has its mapping in
 * `mappings/<kind>.json`.
 */
export const INTEGRATION_KINDS = {
  generic: WEBHOOK,
  alertmanager: WEBHOOK,
  grafana: WEBHOOK,
  datadog: WEBHOOK,
  cloudwatch: ['sns'],
  google_cloud: ['basic', 'header', 'bearer', 'api_key'],
  azure_monitor: WEBHOOK,
  sentry: ['hmac'],
  new_relic: WEBHOOK,
  zabbix: WEBHOOK,
  elastic: WEBHOOK,
  uptime_kuma: WEBHOOK,
  pingdom: ['basic', 'bearer', 'header', 'api_key'],
  pagerduty: ['routing_key'],
  email: ['address'],
} as const satisfies Record<string, Ways>;

/** How the sender of a kind signs, where it is not as we propose. */
export const OWN_SIGNATURES: Readonly<Partial<Record<keyof typeof INTEGRATION_KINDS, { readonly header: string; readonly covers: 'body' }>>> = {
  sentry: { header: 'Sentry-Hook-Signature', covers: 'body' },
};

export type IntegrationKind = keyof typeof INTEGRATION_KINDS;
