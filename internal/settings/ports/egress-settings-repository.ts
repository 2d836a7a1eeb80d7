import type { EgressSettings } from '../domain/egress-settings.ts';

/** The allow-list of one tenant. */
export interface EgressSettingsRepository {
  /** The default when nobody has set anything. */
  get(): Promise<EgressSettings>;
  /** Stores the next version; what is stored must still be of the version given. Throws `conflict`. */
  save(settings: EgressSettings): Promise<void>;
}
