import { asTenantId, type TenantId } from '#internal/kernel';
import { type Authenticator, Health, httpServer, openApiDocument, type Operations } from '#internal/platform/http';
import { unauthenticated } from '#pkg/apperror';
import { createLogger, createRegistry } from '#pkg/observability';

export interface ContractServer {
  readonly url: string;
  readonly port: number;
  stop(): Promise<void>;
}

type Handlers = Partial<Operations>;

interface ContractServerOptions {
  /** Names the handlers that are served; what they need may change from test to test. */
  readonly operations: readonly (keyof Operations)[];
  /** The handlers of the moment. */
  readonly current: () => Handlers;
  /** Asked about callers first; leaves those that it does not know to the usual one. */
  readonly before?: (others: Authenticator) => Authenticator;
  /** Tenant of everybody who calls. */
  readonly tenantId?: TenantId;
}

/**
 * Serves some operations of the product's contract on a free port and holds every answer against the contract. Who sends `Bearer <permissions, separated by
 * commas>` is Ana and has these permissions. Nothing is kept under an `Idempotency-Key`.
 */
export async function startContractServer({ operations, current, before = (others) => others, tenantId = asTenantId('0192f0c8-0000-7000-8000-00000000000a') }: ContractServerOptions): Promise<ContractServer> {
  const authenticate: Authenticator = async ({ authorization }, { correlationId, ip, operation }) => {
    const permissions = /^Bearer (.+)$/.exec(authorization ?? '')?.[1]?.split(',');
    if (!permissions) throw unauthenticated();
    return { kind: 'bearer', may: (permission) => permissions.includes(permission), actor: { tenantId, subject: 'ana', kind: 'user', correlationId, ip, via: operation } };
  };
  const handler = (name: keyof Operations) => (input: object) => {
    const found = current()[name] as ((input: object) => Promise<unknown>) | undefined;
    if (!found) throw new Error(`nobody handles ${name}`);
    return found(input);
  };
  const server = await httpServer({
    listen: { port: 0 },
    document: { ...openApiDocument, paths: pathsOf(new Set<string>(operations)) },
    operations: Object.fromEntries(operations.map((name) => [name, handler(name)])) as never,
    authenticate: before(authenticate),
    transactions: { runOnce: async (_actor, _request, answer) => ({ response: await answer(), replayed: false }) },
    health: new Health([]),
    logger: createLogger({ service: 'contract-test', level: 'error' }),
    registry: createRegistry('contract-test'),
    clock: { now: () => new Date() },
    ids: { next: () => crypto.randomUUID() },
    limits: { drainMs: 10, graceMs: 2000 },
    checkAnswers: true,
  });
  return { ...(await server.start()), stop: () => server.stop() };
}

/** The paths of the contract that have one of the operations, without the other operations. */
function pathsOf(operations: ReadonlySet<string>): typeof openApiDocument.paths {
  const kept = Object.entries(openApiDocument.paths ?? {}).map(([path, item]) => {
    const parts = Object.entries(item ?? {}).filter(([, part]) => !isOperation(part) || operations.has(part.operationId));
    return [path, Object.fromEntries(parts)] as const;
  });
  return Object.fromEntries(kept.filter(([, item]) => Object.values(item).some(isOperation)));
}

const isOperation = (part: unknown): part is { readonly operationId: string } => typeof part === 'object' && part !== null && 'operationId' in part;
