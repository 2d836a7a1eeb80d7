import autocannon from 'autocannon';
import { Client, Pool, type PoolClient } from 'pg';
import { DEMO_TENANTS } from '../../internal/app/cli/seed-demo.ts';
import type { BenchStack } from './bench-stack.ts';
import type { Figure } from './bench-report.ts';

const SECONDS = 8;
const BASELINE_SECONDS = 4;
const CONNECTIONS = 16;
/** As many as Prometheus puts into one notification when it has many: its default is 64. */
const BATCH = 20;
/** Loads we aim at, a second; latencies are taken at half of them. */
const AIMED_ALERTS = 2000;
const AIMED_READS = 3000;

let serial = 0;
const payload = (alerts: number): string =>
  JSON.stringify(
    Array.from({ length: alerts }, () => {
      serial += 1;
      return { labels: { alertname: 'BenchAlert', instance: `host-${serial}`, severity: 'warning', job: 'bench' }, annotations: { summary: `host ${serial} is slow` }, generatorURL: 'http://prometheus.example/graph' };
    }),
  );

async function post({ address, apiKey }: BenchStack, alerts: number, rate?: number) {
  const result = await autocannon({
    url: `${address}/api/v2/alerts`,
    duration: SECONDS,
    connections: CONNECTIONS,
    ...(rate !== undefined && { overallRate: rate }),
    requests: [{ method: 'POST', headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }, setupRequest: (request) => ({ ...request, body: payload(alerts) }) }],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} answers were no success, ${result.errors} failed`);
  return result;
}

/** What one process with four connections gets done in a few seconds, per second. */
async function perSecond(databaseUrl: string, work: (client: PoolClient) => Promise<number>): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, max: 4 });
  pool.on('error', () => undefined); // the server may be stopped before the pool
  let done = 0;
  const until = Date.now() + BASELINE_SECONDS * 1000;
  const loop = async (): Promise<void> => {
    const client = await pool.connect();
    try {
      while (Date.now() < until) done += await work(client);
    } finally {
      client.release(true);
    }
  };
  try {
    await Promise.all(Array.from({ length: 4 }, loop));
  } finally {
    await pool.end();
  }
  return done / BASELINE_SECONDS;
}

/** Inserts of the same size that commit one by one: what the database alone would take. */
async function bareInserts(databaseUrl: string, rows: number): Promise<number> {
  const setUp = new Client({ connectionString: databaseUrl });
  await setUp.connect();
  const table = 'CREATE SCHEMA bench; CREATE TABLE bench.alerts (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body jsonb NOT NULL)';
  await setUp.query(table).finally(() => setUp.end());
  return perSecond(databaseUrl, async (client) => {
    await client.query({ name: 'bare', text: 'INSERT INTO bench.alerts (body) SELECT value FROM jsonb_array_elements($1::jsonb)', values: [payload(rows)] });
    return rows;
  });
}

/** Alerts accepted at `POST /api/v2/alerts`, all of them new: the dearest kind. */
export async function alertIntake(stack: BenchStack): Promise<Figure[]> {
  const bare = await bareInserts(stack.adminUrl, BATCH);
  const half = await post(stack, BATCH, AIMED_ALERTS / 2 / BATCH);
  const peak = await post(stack, BATCH);
  const single = await post(stack, 1);
  const accepted = peak.requests.average * BATCH;
  return [
    { name: `alerts accepted, ${BATCH} a request`, value: accepted, unit: '/s', aim: { value: AIMED_ALERTS, better: 'more' } },
    { name: '… as a share of bare inserts', value: accepted / bare, unit: '', note: `${bare.toFixed(0)} rows/s into a bare table, ${BATCH} a commit` },
    { name: `… p50 at ${AIMED_ALERTS / 2} /s`, value: half.latency.p50, unit: 'ms' },
    { name: `… p99 at ${AIMED_ALERTS / 2} /s`, value: half.latency.p99, unit: 'ms', aim: { value: 50, better: 'less' } },
    { name: 'alerts accepted, 1 a request', value: single.requests.average, unit: '/s' },
  ];
}

/** Pages of 50 at `GET /api/v1/alerts`, while nothing is written. */
export async function alertReads({ address, apiKey, adminUrl }: BenchStack): Promise<Figure[]> {
  const read = (rate?: number) =>
    autocannon({ url: `${address}/api/v1/alerts?limit=50`, duration: SECONDS, connections: CONNECTIONS, headers: { authorization: `Bearer ${apiKey}` }, ...(rate !== undefined && { overallRate: rate }) });
  const bare = await bareReads(adminUrl);
  const peak = await read();
  if (peak.non2xx > 0 || peak.errors > 0) throw new Error(`${peak.non2xx} reads were no success`);
  const half = await read(AIMED_READS / 2);
  return [
    { name: 'list reads of 50 alerts', value: peak.requests.average, unit: '/s', aim: { value: AIMED_READS, better: 'more' } },
    { name: '… as a share of the bare query', value: peak.requests.average / bare, unit: '', note: `${bare.toFixed(0)} /s from one process with four connections` },
    { name: `… p50 at ${AIMED_READS / 2} /s`, value: half.latency.p50, unit: 'ms' },
    { name: `… p99 at ${AIMED_READS / 2} /s`, value: half.latency.p99, unit: 'ms', aim: { value: 50, better: 'less' } },
  ];
}

const bareReads = (databaseUrl: string): Promise<number> =>
  perSecond(databaseUrl, async (client) => {
    await client.query({ name: 'bare', text: 'SELECT * FROM alerting.alerts WHERE tenant_id = $1 ORDER BY created_at DESC, id DESC LIMIT 50', values: [DEMO_TENANTS[0]?.id] });
    return 1;
  });
