import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client as TemporalClient, Connection } from '@temporalio/client';
import type { Pool } from 'pg';
import { createPool } from '#pkg/database';
import { DEMO_TENANTS } from '../../internal/app/cli/seed-demo.ts';
import { testIssuer } from '../support/test-issuer.ts';
import { buildProduct, type ProcessStack, startProcessStack } from '../support/process-stack.ts';
import { productClient, type ProductClient } from '../support/product-client.ts';
import { accessToken } from '../support/product-people.ts';
import { AlertSource } from './alert-source.ts';
import { verdict } from './checkers.ts';
import { EffectReceiver } from './effect-receiver.ts';
import { observe, type Observations, type Observed } from './observations.ts';
import { installSaga, refusesSaga, SagaSource } from './saga-load.ts';
import { hopeless, installSlowRemediation, isRefused } from './slow-remediation.ts';

/** Every so many alerts one cannot be remediated, so that there is something to compensate all the time. */
const HOPELESS_EVERY = 4;
const QUIET_WITHIN_MS = 120_000;
const LOOK_AGAIN_MS = 500;

/** The product as processes of its own, with a slow service that it remediates for two tenants. */
export class DurableProduct {
  readonly #sources: readonly AlertSource[];
  /** Clients that ask for sagas, one per tenant. */
  readonly sagas: readonly SagaSource[];
  #sent = 0;

  constructor(
    readonly stack: ProcessStack,
    readonly receiver: EffectReceiver,
    readonly pool: Pool,
    private readonly temporal: TemporalClient,
    readonly tenants: readonly { readonly id: string; readonly admin: ProductClient; readonly client: ProductClient; readonly sagaId: string }[],
  ) {
    this.sagas = tenants.map(({ id, client, sagaId }) => new SagaSource(id, client, sagaId));
    this.#sources = tenants.map(({ id, client }) => new AlertSource(id, client));
  }

  /** Lets so many instances break, tenants in turn, without waiting for acknowledgements. */
  breakInstances(count: number): void {
    for (let index = 0; index < count; index += 1) {
      const instance = `host-${(this.#sent += 1)}`;
      this.#sources[this.#sent % this.#sources.length]?.send(this.#sent % HOPELESS_EVERY === 0 ? hopeless(instance) : instance);
    }
  }

  /** Tries of clients that were not acknowledged. */
  get failedTries(): number {
    return this.#sources.reduce((sum, { failures }) => sum + failures, 0);
  }

  /** Waits until the receiver works on so many requests at once: then a kill hits the middle. */
  async untilUnderWay(requests: number): Promise<void> {
    for (const deadline = Date.now() + QUIET_WITHIN_MS; this.receiver.underWay < requests; await pause(5)) {
      if (Date.now() > deadline) throw new Error(`the receiver works on ${this.receiver.underWay} requests and not on ${requests}`);
    }
  }

  /** Looks until the judge is content, at most for a while (two minutes unless said otherwise); what it still says then is the verdict. */
  async quiet(judge: (seen: Observations) => object = verdict, withinMs = QUIET_WITHIN_MS): Promise<Observations> {
    await Promise.all([...this.#sources, ...this.sagas].map((source) => source.settled()));
    for (const deadline = Date.now() + withinMs; ; await pause(LOOK_AGAIN_MS)) {
      const late = Date.now() > deadline;
      const seen = await this.observe().catch((error: unknown) => {
        if (late) throw error;
        return undefined; // somebody is not ready yet
      });
      if (seen && (late || Object.keys(judge(seen)).length === 0)) return seen;
    }
  }

  /** Observes through the pool, or through a connection with an open transaction. */
  observe(database: Observed['database'] = this.pool): Promise<Observations> {
    return observe({
      database,
      temporal: this.temporal,
      receiver: this.receiver,
      acknowledged: this.#sources.flatMap(({ acknowledged }) => acknowledged),
      verifyChain: (tenantId) => this.#verifyChain(tenantId),
      surprises: this.stack.surprises,
    });
  }

  /** Runs `plant` in a transaction, observes from inside of it and takes everything back. */
  async observePlanted(plant: string): Promise<Observations> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(plant);
      return await this.observe(client);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /** As the superuser, for good. */
  async administer(statement: string): Promise<void> {
    await this.pool.query(statement);
  }

  async #verifyChain(tenantId: string) {
    const client = this.tenants.find(({ id }) => id === tenantId)?.client;
    if (!client) throw new Error(`nobody can read the audit log of ${tenantId}`);
    const { body } = await client.call('verifyAuditLog');
    return { verifiedEntries: body.verified_entries, firstBroken: body.first_broken === null ? null : JSON.stringify(body.first_broken) };
  }
}

/** Starts a product before the tests of a file and removes it after them. To be used in tests only. */
export function useDurableProduct(): { readonly product: DurableProduct } {
  const ends: (() => Promise<unknown>)[] = [];
  let product: DurableProduct | undefined;

  beforeAll(async () => {
    buildProduct();
    const dataDir = mkdtempSync(path.join(tmpdir(), 'orchestrix-durability-'));
    ends.push(async () => rmSync(dataDir, { recursive: true, force: true }));
    const receiver = new EffectReceiver({ delayMs: ({ key }) => 300 + (checksum(key) % 1200), refuses: (arrival) => isRefused(arrival) || refusesSaga(arrival) });
    await receiver.start();
    ends.push(() => receiver.stop());
    const stack = await startProcessStack({ dataDir, issuer: testIssuer(), environment: { LOG_LEVEL: process.env['ORX_TEST_LOG_LEVEL'] ?? 'warn' } });
    ends.push(() => stack.stop());
    const pool = createPool({ url: stack.adminUrl, max: 3, applicationName: 'test-observer', acquireTimeoutMs: 10_000 });
    ends.push(() => pool.end());
    const connection = Connection.lazy({ address: stack.temporalAddress, channelArgs: { 'grpc.max_reconnect_backoff_ms': 1_000 } });
    ends.push(() => connection.close());
    const tenants = await Promise.all(
      ['ana', 'bob'].map(async (person) => {
        const admin = productClient(stack.address, { authorization: `Bearer ${await accessToken(testIssuer(), person)}` });
        await installSlowRemediation(admin, receiver.url);
        const sagaId = await installSaga(admin, receiver.url);
        const { body: key } = await admin.call('createApiKey', { body: { name: 'durability', scopes: ['alerts:write', 'audit-logs:read', 'workflows:execute'] } });
        const tenant = DEMO_TENANTS.find(({ people }) => person in people);
        return { id: tenant?.id ?? '', admin, sagaId, client: productClient(stack.address, { authorization: `Bearer ${key.secret}` }) };
      }),
    );
    product = new DurableProduct(stack, receiver, pool, new TemporalClient({ connection }), tenants);
  }, 180_000);

  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  }, 60_000);

  return {
    get product() {
      if (!product) throw new Error('the product runs in tests only');
      return product;
    },
  };
}

const checksum = (text: string): number => [...text].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) >>> 0, 7);
