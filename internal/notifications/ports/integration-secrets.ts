import type { Actor } from '#internal/kernel';
import type { Integration, IntegrationId } from '../domain/receiver-integration.ts';

/** Values that integrations keep secret. A text that was sealed for one secret of one integration does not open for another. */
export interface IntegrationSecrets {
  seal(owner: { readonly tenantId: string; readonly integrationId: IntegrationId; readonly name: string }, value: string): Promise<string>;
  /** All values of an integration, for a call that is about to leave. Throws `invalid` when the tenant has no secret of a name that it refers to. */
  open(actor: Actor, integration: Pick<Integration, 'id' | 'tenantId' | 'secrets'>): Promise<Readonly<Record<string, string>>>;
}
