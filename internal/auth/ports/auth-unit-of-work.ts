import type { UnitOfWork } from '#internal/kernel';
import type { ApiKeyRepository } from './api-key-repository.ts';
import type { MembershipRepository } from './membership-repository.ts';
import type { TenantRepository } from './tenant-repository.ts';

export interface AuthRepositories {
  readonly tenants: TenantRepository;
  readonly members: MembershipRepository;
  readonly apiKeys: ApiKeyRepository;
}

/** Everything about who may do what, in one transaction of one tenant. */
export type AuthUnitOfWork = UnitOfWork<AuthRepositories>;
