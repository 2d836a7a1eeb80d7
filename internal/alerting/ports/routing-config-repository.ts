import type { Page, PageRequest } from '#internal/kernel';
import type { RoutingConfig, RoutingVersion } from '../domain/routing-config.ts';

/** The routing configuration of one tenant, with all its versions. */
export interface RoutingConfigRepository {
  /** The version that holds; undefined for a tenant without a routing configuration. */
  currentVersion(): Promise<number | undefined>;
  /** The configuration that holds. */
  current(): Promise<RoutingConfig | undefined>;
  /** Throws `not_found`. */
  get(version: number): Promise<RoutingConfig>;
  /** Adds the next version. Throws `conflict` when somebody else has added it meanwhile. */
  add(config: RoutingConfig): Promise<void>;
  /** Latest first; the position is the version. */
  list(page: PageRequest): Promise<Page<RoutingVersion>>;
}
