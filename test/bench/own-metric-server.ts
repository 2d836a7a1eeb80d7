import { Client } from 'pg';
import type { BenchStack } from './bench-stack.ts';
import type { MetricServer } from './metric-server.ts';

/** Of what stays: chunks, series and their labels with all indexes; not the log of what is not archived yet. */
const STORED = `SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)::float8 AS bytes FROM pg_class c
WHERE c.relnamespace = 'metrics'::regnamespace AND c.relkind = 'r' AND c.relname !~ '(^|_)wal'`;

/** Our API process and its PostgreSQL, as a tenant sees them. The worker takes no part. */
export async function ownMetricServer(stack: BenchStack): Promise<MetricServer> {
  const admin = new Client({ connectionString: stack.adminUrl });
  await admin.connect();
  const storedBytes = async (): Promise<number> => (await admin.query<{ bytes: number }>(STORED)).rows[0]?.bytes ?? 0;
  return {
    name: 'ours',
    origin: stack.address,
    writePath: '/api/v1/metrics/write',
    apiPath: '/prometheus/api/v1',
    headers: { authorization: `Bearer ${stack.apiKey}` },
    processes: () => [stack.processId('api'), stack.processId('postgres')],
    async settle() {
      await stack.archiveMetrics();
      return storedBytes();
    },
    async loadRules(yaml) {
      const response = await fetch(`${stack.address}/api/v1/rule-groups/import?namespace=bench.yml`, { method: 'POST', headers: { authorization: `Bearer ${stack.apiKey}`, 'content-type': 'application/yaml' }, body: yaml });
      if (!response.ok) throw new Error(`our rules are refused: ${await response.text()}`);
    },
    // The head of a new process holds the last two hours.
    readStored: () => stack.restartApi(),
    stop: () => admin.end(),
  };
}
