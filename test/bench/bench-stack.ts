import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DEMO_TENANTS } from '../../internal/app/cli/seed-demo.ts';
import { startOidcProcess } from '#pkg/devstack';
import { archiveSamples } from '../support/archive-samples.ts';
import { type ProcessStack, repositoryRoot, startProcessStack } from '../support/process-stack.ts';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';

/** The product as it is deployed, and who uses it in benchmarks. */
export interface BenchStack extends Pick<ProcessStack, 'address' | 'temporalAddress' | 'adminUrl' | 'databaseUrl' | 'memory' | 'anotherWorker' | 'processId' | 'stop'> {
  /** Brings all samples that are in memory into archived, compacted chunks. */
  archiveMetrics(): Promise<void>;
  /** Ends the API and starts it again: what it remembers is what it reads. */
  restartApi(): Promise<void>;
  /** An API key with every scope a benchmark needs. */
  readonly apiKey: string;
  /** Sets things up; her token is good for five minutes. */
  readonly ana: ProductClient;
  /** Calls with the API key, as long as it takes. */
  readonly machine: ProductClient;
}

const SCOPES = ['alerts:read', 'alerts:write', 'workflows:write', 'workflows:execute', 'executions:read', 'remediation-policies:write', 'tickets:read', 'tickets:write', 'tickets:work', 'plans:read', 'plans:write', 'agents:read', 'agents:write', 'metrics:read', 'metrics:write', 'alert-rules:read', 'alert-rules:write'];

/** Needs the compiled sources: it starts `dist/cmd/api` and `dist/cmd/worker`. */
export async function startBenchStack(): Promise<BenchStack> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-bench-'));
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async (): Promise<void> => {
    for (const end of ends.reverse()) await end();
  };
  try {
    const oidc = await startOidcProcess({ dataDir: path.join(dataDir, 'oidc'), realmFile: path.join(repositoryRoot, 'keycloak/realm-orchestrix.json') });
    ends.push(() => oidc.stop());
    const stack = await startProcessStack({ dataDir, issuer: oidc.issuer, environment: { EXECUTIONS_CONCURRENT: '50000', EXECUTIONS_PER_MINUTE: '1000000', METRICS_SAMPLES_PER_SECOND: '1000000000' } });
    ends.push(() => stack.stop());

    const ana = productClient(stack.address, { authorization: `Bearer ${await accessToken(oidc.issuer, 'ana')}` });
    await ana.call('updateEgressSettings', { headers: { 'If-Match': '*' }, body: { public_https: true, rules: [{ target: '127.0.0.0/8', schemes: ['http'], ports: [] }] } });
    const { body: key } = await ana.call('createApiKey', { body: { name: 'bench', scopes: SCOPES as never } });
    return { ...stack, apiKey: key.secret, ana, machine: productClient(stack.address, { authorization: `Bearer ${key.secret}` }), stop,
      archiveMetrics: () => archiveSamples(stack.databaseUrl, DEMO_TENANTS.map(({ id }) => id)),
      async restartApi() {
        await stack.kill('api');
        await stack.start('api');
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
