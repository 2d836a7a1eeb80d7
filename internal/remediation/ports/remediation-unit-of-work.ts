import type { UnitOfWork } from '#internal/kernel';
import type { PolicyRepository } from './policy-repository.ts';
import type { RemediationRepository } from './remediation-repository.ts';
import type { SettingsRepository } from './settings-repository.ts';

export interface RemediationRepositories {
  readonly policies: PolicyRepository;
  readonly remediations: RemediationRepository;
  readonly settings: SettingsRepository;
}

export type RemediationUnitOfWork = UnitOfWork<RemediationRepositories>;
