import type { UnitOfWork } from '#internal/kernel';
import type { EgressSettingsRepository } from './egress-settings-repository.ts';

export type SettingsUnitOfWork = UnitOfWork<{ readonly egress: EgressSettingsRepository }>;
