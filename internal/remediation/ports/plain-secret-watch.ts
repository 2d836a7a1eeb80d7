import type { TenantId } from '#internal/kernel';

/** The one look across tenants: whose secrets are not encrypted yet. */
export interface PlainSecretWatch {
  tenantsWithPlainSecrets(most: number): Promise<readonly TenantId[]>;
}
