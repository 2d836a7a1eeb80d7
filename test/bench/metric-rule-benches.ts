import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';
import { compared, type Measured } from './metric-figures.ts';
import { metricPeers } from './metric-peers.ts';
import { ingest, type MetricServer } from './metric-server.ts';
import { type MetricStream, metricStream, SCRAPE_MS, scrapesOf } from './metric-stream.ts';
import { ownMetricServer } from './own-metric-server.ts';
import { cpuSeconds } from './process-usage.ts';

const SERIES = 10_000;
const RULES = 1_000;
const GROUPS = 50;
/** As long as it takes until alerts that go on are told again. */
const INTERVALS = 8;
const WARM_INTERVALS = 2;
const PAST = 24;

/**
 * A thousand alerts in fifty groups, each over the twenty series of two targets, of which two fire and go on firing; with labels and annotations by template. What a new
 * alert costs is measured elsewhere: Prometheus leaves its way to Alertmanager.
 */
function ruleFile(): string {
  const rule = (at: number): string => `
      - alert: ManyRequests${at}
        expr: rate(http_request_duration_seconds_bucket{pair="${at % (SERIES / 200)}"}[5m]) > 6.4${at % 10}
        for: 15s
        labels:
          severity: warning
          team: '{{ $labels.job }}'
        annotations:
          summary: '{{ $labels.instance }} answers {{ $value | humanize }} requests a second within {{ $labels.le }} seconds'`;
  const group = (number: number): string => `
  - name: group-${number}
    interval: 15s
    rules:${Array.from({ length: RULES / GROUPS }, (_, at) => rule(number * (RULES / GROUPS) + at)).join('')}`;
  return `groups:${Array.from({ length: GROUPS }, (_, number) => group(number)).join('')}\n`;
}

type Watched = Pick<MetricServer, 'name' | 'processes'>;

/** Sends scrapes to all, each at its time, and answers the CPU that each of those watched has used meanwhile. */
async function live(servers: readonly MetricServer[], watched: readonly Watched[], stream: MetricStream, first: number, intervals: number): Promise<number[]> {
  const before = watched.map(({ processes }) => cpuSeconds(processes()));
  for (let interval = first; interval < first + intervals; interval += 1) {
    const scrape = scrapesOf(stream, interval, interval);
    for (const server of servers) await ingest(server, scrape);
    await pause(Math.max(0, scrape.endMs + SCRAPE_MS - Date.now()));
  }
  return watched.map(({ processes }, at) => cpuSeconds(processes()) - (before[at] ?? 0));
}

/**
 * CPU of a thousand alert rules every fifteen seconds, with what they write: ours (worker, API and PostgreSQL) against Prometheus. What the same servers use for the same
 * samples without rules is taken off.
 */
export async function metricRules(stack: BenchStack): Promise<Figure[]> {
  const peers = await Promise.all(metricPeers().map((peer) => peer.start()));
  const own = await ownMetricServer(stack);
  const ours: MetricServer = { ...own, processes: () => [...own.processes(), stack.processId('worker')] };
  const servers = [ours, ...peers].filter(({ loadRules }) => loadRules !== undefined);
  const parts = (['worker', 'api', 'postgres'] as const).map((service): Watched => ({ name: `ours, ${service}`, processes: () => [stack.processId(service)] }));
  const watched = [...servers, ...parts];
  try {
    const ahead = 2 * INTERVALS + WARM_INTERVALS;
    const stream = metricStream({ series: SERIES, scrapes: PAST + ahead, endMs: Date.now() + ahead * SCRAPE_MS }, 'rules');
    for (const server of servers) await ingest(server, scrapesOf(stream, 0, PAST - 1));
    const idle = await live(servers, watched, stream, PAST, INTERVALS);
    for (const server of servers) await server.loadRules?.(ruleFile());
    await live(servers, watched, stream, PAST + INTERVALS, WARM_INTERVALS);
    const busy = await live(servers, watched, stream, PAST + INTERVALS + WARM_INTERVALS, INTERVALS);
    const all = watched.map(({ name }, at): Measured => ({ server: name, value: (((busy[at] ?? 0) - (idle[at] ?? 0)) * 1000) / (INTERVALS * RULES) }));
    const perRule = all.slice(0, servers.length);
    const perCore = perRule.map(({ server, value }): Measured => ({ server, value: SCRAPE_MS / value }));
    const figures = all.slice(servers.length).map(({ server, value }): Figure => ({ name: `CPU of one evaluation of a rule: ${server}`, value, unit: 'ms' }));
    for (const [what, unit, measured, aims] of [
      ['CPU of one evaluation of a rule', 'ms', perRule, [{ to: 'Prometheus', value: 0.5, better: 'less' }]],
      ['rules per core at 15 s', '', perCore, []],
    ] as const) {
      const [first, ...others] = measured;
      if (first) figures.push(...compared(what, unit, first, others, aims));
    }
    return figures;
  } finally {
    for (const server of [own, ...peers]) await server.stop();
  }
}
