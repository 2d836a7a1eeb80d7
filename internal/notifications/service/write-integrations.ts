import { AppError, invalid } from '#pkg/apperror';
import type { Actor, IdGenerator, JsonObject } from '#internal/kernel';
import { answered, type Integration, type IntegrationId, type IntegrationOwner, sameEnd, type SecretSource } from '../domain/receiver-integration.ts';
import type { Channels } from '../ports/channel.ts';
import type { IntegrationSecrets } from '../ports/integration-secrets.ts';

/** How people write the value of a secret: as it is, as the name of one of the tenant's secrets, or null to remove it. Absent ones stay as they are. */
export type SecretTerms = string | { readonly fromSecret: string } | null;

/** What people set of an integration. */
export interface IntegrationTerms {
  /** Of one that is there; without it the first of its kind that is not named is meant, as receivers are told apart in Alertmanager. */
  readonly id?: string;
  readonly kind: string;
  readonly settings: JsonObject;
  readonly secrets?: Readonly<Record<string, SecretTerms>>;
  readonly sendResolved?: boolean;
  readonly ratePerMinute?: number;
}

export interface IntegrationDeps {
  readonly channels: Channels;
  readonly secrets: IntegrationSecrets;
  readonly ids: IdGenerator;
}

/** Throws the error with its fields below `prefix`. */
function below(prefix: string, error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
  const details = error.details.map((detail) => ({ ...detail, field: `${prefix}/${detail.field.replace(/^\//, '')}` }));
  throw new AppError('invalid', details.map(({ field, reason }) => `${field}: ${reason}`).join('; '), { details });
}

/** Which of those that are there each of the written ones is, if any. Throws `invalid` for an id that is not there or stands twice. */
export function matched(terms: readonly IntegrationTerms[], before: readonly Integration[]): readonly (Integration | undefined)[] {
  const free = new Map(before.map((integration) => [integration.id as string, integration]));
  const named = terms.map(({ id, kind }, index) => {
    if (id === undefined) return undefined;
    const known = free.get(id);
    if (!known || known.kind !== kind) throw invalid(`/integrations/${index}/id`, known ? 'is of another kind' : 'is not an integration of this receiver, or stands twice');
    free.delete(id);
    return known;
  });
  return terms.map(({ id, kind }, index) => {
    if (id !== undefined) return named[index];
    const next = [...free.values()].find((integration) => integration.kind === kind);
    if (next) free.delete(next.id);
    return next;
  });
}

/** Makes integrations of what people wrote. Throws `invalid` with the field for what a channel, or the tenant's rules about addresses, do not allow. */
export async function writeIntegrations({ channels, secrets, ids }: IntegrationDeps, actor: Actor, owner: IntegrationOwner, terms: readonly IntegrationTerms[], before: readonly Integration[]): Promise<readonly Integration[]> {
  const known = matched(terms, before);
  const written: Integration[] = [];
  for (const [index, each] of terms.entries()) written.push(await one(each, known[index]).catch((error: unknown) => below(`/integrations/${index}`, error)));
  return written;

  async function one({ kind, settings, secrets: given = {}, sendResolved, ratePerMinute }: IntegrationTerms, old: Integration | undefined): Promise<Integration> {
    const channel = channels.describe(kind);
    const id = old?.id ?? (ids.next() as IntegrationId);
    const sources: Record<string, SecretSource> = { ...old?.secrets };
    for (const [name, value] of Object.entries(given)) {
      if (!channel.secrets.some((field) => field.name === name)) throw invalid(`secrets/${name}`, `is no secret of ${kind}`);
      if (value === null) delete sources[name];
      else if (typeof value !== 'string') sources[name] = value;
      else if (value === '') throw invalid(`secrets/${name}`, 'must not be empty');
      else sources[name] = { sealed: await secrets.seal({ tenantId: actor.tenantId, integrationId: id, name }, value) };
    }
    for (const { name, required } of channel.secrets) if (required && !sources[name]) throw invalid(`secrets/${name}`, 'is required');
    const integration: Integration = {
      id, tenantId: actor.tenantId, owner, kind, settings: channels.settingsOf(kind, settings), secrets: sources, sendResolved: sendResolved ?? channel.sendResolvedByDefault,
      ...(ratePerMinute !== undefined && { ratePerMinute }), rateWindowSent: 0, consecutiveFailures: 0,
    };
    const problem = await channels.problemOf(actor, kind, { settings: integration.settings, secrets: await secrets.open(actor, integration) });
    if (problem) throw invalid(problem.field, problem.reason);
    return old && sameEnd(old, integration) ? { ...old, ...integration, ...stateOf(old) } : answered(integration);
  }
}

/** What an integration has learned of its other end. */
const stateOf = ({ consecutiveFailures, openedAt, retryAt, rateWindowStarted, rateWindowSent }: Integration): Pick<Integration, 'consecutiveFailures' | 'openedAt' | 'retryAt' | 'rateWindowStarted' | 'rateWindowSent'> => ({
  consecutiveFailures, rateWindowSent, ...(openedAt && { openedAt }), ...(retryAt && { retryAt }), ...(rateWindowStarted && { rateWindowStarted }),
});
