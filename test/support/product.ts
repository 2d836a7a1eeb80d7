import { randomBytes } from 'node:crypto';
import { startApi } from '../../internal/app/api.ts';
import { seedDemoTenants } from '../../internal/app/cli/seed-demo.ts';
import { apiConfig, workerConfig } from '../../internal/app/config.ts';
import { startWorker } from '../../internal/app/worker.ts';
import type { TestUrls } from './test-databases.ts';
import { productClient, type ProductClient } from './product-client.ts';
import { accessToken, type Person } from './product-people.ts';

/** The servers that a product is started on. */
export interface ProductPeers {
  /** A migrated database that no other product uses: its worker delivers the events of all tenants. */
  readonly urls: TestUrls;
  /** `host:port`; need not answer yet. */
  readonly temporalAddress: string;
  readonly issuer: string;
  /** Settings other than those of tests. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The whole product, API and worker, in this process. */
export interface Product {
  /** Of the API: `http://127.0.0.1:40123`. */
  readonly address: string;
  /** Of the API's gRPC: `127.0.0.1:40124`. */
  readonly grpcAddress: string;
  readonly anonymous: ProductClient;
  /** Of the worker: `/metrics` and `/health`. */
  readonly monitoringPort: number;
  /** Signs somebody in; one token per person is fetched and used again. */
  as(person: Person): Promise<ProductClient>;
  /** Somebody with a bearer token: an access token or an API key. */
  bearer(token: string): ProductClient;
  /** From now on nothing happens by itself. */
  stopWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the product with the demo tenants, acme and globex. Every answer of the API is held against the contract. */
export async function startProduct({ urls, temporalAddress, issuer, environment: own }: ProductPeers): Promise<Product> {
  const environment = {
    DATABASE_URL: urls.app,
    DATABASE_RELAY_URL: urls.relay,
    DATABASE_ACQUIRE_TIMEOUT_MS: '15000', // machines that run tests are busy
    TEMPORAL_HOST: temporalAddress,
    TEMPORAL_TASK_QUEUE: `orchestrix-${randomBytes(6).toString('hex')}`,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_SECRET: 'orchestrix-web-development-secret',
    OIDC_ADMIN_CLIENT_SECRET: 'orchestrix-admin-development-secret',
    SESSION_SECRET: randomBytes(32).toString('hex'),
    PAYLOAD_KEYS: `test:${randomBytes(32).toString('base64')}`,
    SECRETS_KEYS: `test:${randomBytes(32).toString('base64')}`,
    TICKET_SIGNING_KEYS: `test:${randomBytes(32).toString('base64')}`,
    API_KEY_ENVIRONMENT: 'test',
    EGRESS_PRIVATE_RANGES: '127.0.0.0/8',
    RATE_LIMIT_PER_SECOND: '100000',
    SMTP_URL: 'smtp+insecure://127.0.0.1:1', // nobody listens there
    SMTP_FROM: 'orchestrix@test.example',
    LOG_LEVEL: process.env['ORX_TEST_LOG_LEVEL'] ?? 'silent',
    PORT: '0',
    GRPC_PORT: '0',
    ...own,
  };
  await seedDemoTenants(urls.app);
  const api = await startApi(apiConfig(environment), { checkAnswers: true });
  const worker = await startWorker(workerConfig(environment)).catch(async (error: unknown) => {
    await api.stop();
    throw error;
  });

  let workerStopped: Promise<void> | undefined;
  const stopWorker = (): Promise<void> => (workerStopped ??= worker.stop());
  const bearer = (token: string): ProductClient => productClient(api.address, { authorization: `Bearer ${token}` });
  const people = new Map<Person, Promise<ProductClient>>();
  return {
    address: api.address,
    grpcAddress: api.grpcAddress,
    anonymous: productClient(api.address, {}),
    monitoringPort: worker.monitoringPort,
    as(person) {
      const known = people.get(person) ?? accessToken(issuer, person).then(bearer);
      people.set(person, known);
      return known;
    },
    bearer,
    stopWorker,
    async stop() {
      await Promise.all([api.stop(), stopWorker()]);
    },
  };
}
