import type { Actor, Json } from '#internal/kernel';
import { invalid } from '#pkg/apperror';
import type { IntegrationSecrets } from '../ports/integration-secrets.ts';

/** Encrypts values for their owners. */
export interface NotificationSecretBox {
  seal(owner: { readonly tenantId: string; readonly name: string }, value: Json): Promise<{ readonly sealed: string }>;
  open(owner: { readonly tenantId: string; readonly name: string }, sealed: string): Promise<Json>;
}

/** Secrets of integrations in the tenant's box, or among the tenant's secrets. */
export const sealedIntegrationSecrets = ({ box, reveal }: {
  readonly box: NotificationSecretBox;
  readonly reveal: (actor: Actor, names: readonly string[]) => Promise<Readonly<Record<string, Json>>>;
}): IntegrationSecrets => ({
  seal: async ({ tenantId, integrationId, name }, value) => (await box.seal({ tenantId, name: `integration:${integrationId}:${name}` }, value)).sealed,

  async open(actor, { id, tenantId, secrets }) {
    const entries = Object.entries(secrets);
    const revealed = await reveal(actor, entries.flatMap(([, source]) => ('fromSecret' in source ? [source.fromSecret] : [])));
    const opened = await Promise.all(
      entries.map(async ([name, source]): Promise<readonly [string, string]> => {
        const value = 'sealed' in source ? await box.open({ tenantId, name: `integration:${id}:${name}` }, source.sealed) : revealed[source.fromSecret];
        if (typeof value !== 'string') throw invalid(`secrets/${name}`, 'names a secret that is not there, or is no text');
        return [name, value];
      }),
    );
    return Object.fromEntries(opened);
  },
});
