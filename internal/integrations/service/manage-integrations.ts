import { AppError, invalid } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Page, PageRequest } from '#internal/kernel';
import { MIN_SECRET_LENGTH } from '../domain/authentication.ts';
import { type Integration, integrationChanged, type IntegrationId, type IntegrationTerms, requireTerms, requireVersion } from '../domain/integration.ts';
import { programsOf } from '../domain/mapping.ts';
import type { Expressions } from '../ports/mapping-expressions.ts';
import type { IntegrationsUnitOfWork } from '../ports/integrations-unit-of-work.ts';
import type { SenderSecrets } from '../ports/sender-secrets.ts';

export interface IntegrationDeps {
  readonly work: IntegrationsUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly secrets: SenderSecrets;
  readonly expressions: Expressions;
}

export const MAX_INTEGRATIONS = 200;

/** `secret`: what the sender proves itself with, shown this once; not there when the caller brought it, or none is needed. */
export interface IntegrationWithSecret {
  readonly integration: Integration;
  readonly secret?: string;
}
/** `secret` is one that the sender gives out itself; left out, one is made. Throws `invalid` with the field, `conflict` for a name that is taken, `limit`. */
export type CreateIntegration = (actor: Actor, terms: IntegrationTerms, secret?: string) => Promise<IntegrationWithSecret>;
export type GetIntegration = (actor: Actor, id: IntegrationId) => Promise<Integration>;
export type ListIntegrations = (actor: Actor, page: PageRequest) => Promise<Page<Integration>>;
/** `version` is the one that the caller has read; `undefined` changes whatever is there. The secret stays unless one is given, or another way of authentication needs one. */
export type UpdateIntegration = (actor: Actor, id: IntegrationId, terms: IntegrationTerms, given: { readonly secret?: string | undefined; readonly version?: number | undefined }) => Promise<IntegrationWithSecret>;
export type DeleteIntegration = (actor: Actor, id: IntegrationId, version: number | undefined) => Promise<void>;
/** The secret before counts no more. Throws `conflict` when the integration has none. */
export type RotateIntegrationSecret = (actor: Actor, id: IntegrationId) => Promise<IntegrationWithSecret>;

export function createIntegration(deps: IntegrationDeps): CreateIntegration {
  const { work, clock, ids } = deps;
  return async (actor, terms, given) => {
    await requireUsable(deps, terms);
    const now = clock.now();
    const identity = { id: ids.next() as IntegrationId, tenantId: actor.tenantId };
    const { secret, ...stored } = await freshSecret(deps, { ...identity, ...terms }, given);
    const integration: Integration = { ...identity, ...terms, ...stored, createdAt: now, updatedAt: now, version: 1 };
    await work.run(actor, async ({ integrations, audit }) => {
      if ((await integrations.count()) >= MAX_INTEGRATIONS) throw new AppError('limit', `a tenant has at most ${MAX_INTEGRATIONS} integrations`);
      await integrations.add(integration);
      audit.record(integrationChanged('created', undefined, integration));
    });
    return { integration, ...(secret !== undefined && given === undefined && { secret }) };
  };
}

export const getIntegration = ({ work }: Pick<IntegrationDeps, 'work'>): GetIntegration => (actor, id) => work.read(actor, ({ integrations }) => integrations.get(id));

export const listIntegrations = ({ work }: Pick<IntegrationDeps, 'work'>): ListIntegrations => (actor, page) => work.read(actor, ({ integrations }) => integrations.list(page));

export function updateIntegration(deps: IntegrationDeps): UpdateIntegration {
  return async (actor, id, terms, given) => {
    await requireUsable(deps, terms);
    return deps.work.run(actor, async ({ integrations, audit }) => {
      const before = await integrations.lock(id);
      requireVersion(before, given.version);
      if (terms.kind !== before.kind) throw invalid('/kind', 'cannot change; alerts of the other kind would be other alerts');
      const { defaultSeverity: _, autoResolveSeconds: __, mapping: ___, sealedSecret, tokenDigest, ...rest } = before;
      const keeps = given.secret === undefined && terms.authentication.kind === before.authentication.kind;
      const { secret, ...stored } = keeps ? { secret: undefined, ...(sealedSecret !== undefined && { sealedSecret }), ...(tokenDigest !== undefined && { tokenDigest }) } : await freshSecret(deps, { ...rest, ...terms }, given.secret);
      const after: Integration = { ...rest, ...terms, ...stored, updatedAt: deps.clock.now() };
      await integrations.save(after);
      audit.record(integrationChanged('updated', before, after));
      return { integration: { ...after, version: after.version + 1 }, ...(secret !== undefined && given.secret === undefined && { secret }) };
    });
  };
}

export function deleteIntegration({ work }: Pick<IntegrationDeps, 'work'>): DeleteIntegration {
  return (actor, id, version) =>
    work.run(actor, async ({ integrations, audit }) => {
      const before = await integrations.lock(id);
      requireVersion(before, version);
      await integrations.remove(id);
      audit.record(integrationChanged('deleted', before, undefined));
    });
}

export function rotateIntegrationSecret(deps: IntegrationDeps): RotateIntegrationSecret {
  return (actor, id) =>
    deps.work.run(actor, async ({ integrations, audit }) => {
      const before = await integrations.lock(id);
      const { secret, ...stored } = await freshSecret(deps, before, undefined);
      if (secret === undefined) throw new AppError('conflict', `an integration with ${before.authentication.kind} has no secret of its own`);
      const after = { ...before, ...stored, updatedAt: deps.clock.now() };
      await integrations.save(after);
      audit.record(integrationChanged('secret_rotated', before, after));
      return { integration: { ...after, version: after.version + 1 }, secret };
    });
}

/** Kept sealed where the sender names the integration as well, and as a digest where the secret alone has to find it. */
async function freshSecret({ secrets }: Pick<IntegrationDeps, 'secrets'>, owner: Pick<Integration, 'tenantId' | 'id' | 'authentication'>, given: string | undefined): Promise<{ readonly secret?: string; readonly sealedSecret?: string; readonly tokenDigest?: string }> {
  const { kind } = owner.authentication;
  if (kind === 'api_key' || kind === 'sns') {
    if (given !== undefined) throw invalid('/authentication/secret', `is not used with ${kind}`);
    return {};
  }
  if (kind === 'routing_key' || kind === 'address') {
    if (given !== undefined) throw invalid('/authentication/secret', 'cannot be chosen: it has to be one of its kind');
    const key = secrets.generateToken();
    return { secret: key, tokenDigest: secrets.digest(key) };
  }
  if (given !== undefined && given.length < MIN_SECRET_LENGTH) throw invalid('/authentication/secret', `has fewer than ${MIN_SECRET_LENGTH} characters`);
  const secret = given ?? secrets.generate();
  return { secret, sealedSecret: await secrets.seal(owner, secret) };
}

async function requireUsable({ expressions }: Pick<IntegrationDeps, 'expressions'>, terms: IntegrationTerms): Promise<void> {
  requireTerms(terms);
  const details = [];
  for (const [field, program] of terms.mapping ? programsOf(terms.mapping) : []) {
    const reason = await expressions.check(program, ['payload']);
    if (reason !== undefined) details.push({ field: `/mapping${field}`, reason });
  }
  if (details.length > 0) throw new AppError('invalid', 'the mapping has programs that do not compile', { details });
}
