import { stringify } from 'yaml';
import { ALERT_NAME, TAG_LABEL, type ActNames } from './demo-payloads.ts';

/** The condition: so many workers hang for so long. The stand-in evaluates the same. */
export const STUCK_THRESHOLD = 2;
export const HELD_FOR_SECONDS = 2;

/** What Prometheus watches and whom it tells. */
export interface WatchOrder {
  readonly names: ActNames;
  readonly serviceUrl: string;
  readonly apiUrl: string;
  readonly apiKey: string;
}

/** prometheus.yml: scrapes the service every second and lists Orchestrix as its Alertmanager. */
export function prometheusConfig({ names, serviceUrl, apiUrl }: WatchOrder, files: { readonly rules: string; readonly key: string }): string {
  const api = new URL(apiUrl);
  const prefix = api.pathname.replace(/\/$/, '');
  return stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [files.rules],
    scrape_configs: [{ job_name: 'checkout', static_configs: [{ targets: [new URL(serviceUrl).host], labels: { instance: names.instance } }] }],
    alerting: {
      alertmanagers: [
        {
          scheme: api.protocol.slice(0, -1),
          api_version: 'v2',
          ...(prefix === '' ? {} : { path_prefix: prefix }),
          authorization: { type: 'Bearer', credentials_file: files.key },
          static_configs: [{ targets: [api.host] }],
        },
      ],
    },
  });
}

/** The file of alerting rules. */
export const prometheusRules = ({ names }: Pick<WatchOrder, 'names'>): string =>
  stringify({
    groups: [
      {
        name: 'checkout',
        rules: [
          {
            alert: ALERT_NAME,
            expr: `checkout_stuck_workers{instance="${names.instance}"} >= ${STUCK_THRESHOLD}`,
            for: `${HELD_FOR_SECONDS}s`,
            labels: ruleLabels(names),
            annotations: { summary: '{{ $value }} workers of {{ $labels.instance }} hang in payments' },
          },
        ],
      },
    ],
  });

export const ruleLabels = ({ tag }: ActNames): Readonly<Record<string, string>> => ({ severity: 'critical', service: 'checkout', [TAG_LABEL]: tag });
