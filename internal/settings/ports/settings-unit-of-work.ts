import type { UnitOfWork } from '#internal/kernel';
import type { EgressSettingsRepository } from './egress-settings-repository.ts';
import type { SecretRepository } from './secret-repository.ts';

export interface SettingsRepositories {
  readonly egress: EgressSettingsRepository;
  readonly secrets: SecretRepository;
}

export type SettingsUnitOfWork = UnitOfWork<SettingsRepositories>;
