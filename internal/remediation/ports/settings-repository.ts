import type { RemediationSettings } from '../domain/remediation-settings.ts';

/** The remediation settings of one tenant. */
export interface SettingsRepository {
  /** The defaults when nobody has set anything. */
  get(): Promise<RemediationSettings>;
  /** Like `get`, but nobody else gets past this point for the tenant until the transaction ends: whoever decides about budgets comes through here first. */
  lock(): Promise<RemediationSettings>;
  /** Throws `conflict` when they changed since they were read. */
  save(settings: RemediationSettings): Promise<void>;
}
