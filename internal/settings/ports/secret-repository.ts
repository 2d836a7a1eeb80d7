import type { Page, PageRequest } from '#internal/kernel';
import type { SealedSecret, Secret } from '../domain/secret.ts';

/** Secrets of one tenant, sealed. */
export interface SecretRepository {
  /** By name; the position of a page is the name. */
  list(page: PageRequest): Promise<Page<Secret>>;
  count(): Promise<number>;
  find(name: string): Promise<SealedSecret | undefined>;
  /** Those of the names that there are. */
  findAll(names: readonly string[]): Promise<readonly SealedSecret[]>;
  /** Adds or replaces; what is there must be of the version before. Throws `conflict`. */
  save(secret: SealedSecret): Promise<void>;
  /** Throws `not_found`. */
  remove(name: string): Promise<Secret>;
}
