import type { Actor } from '#internal/kernel';

/** What routing trees say. */
export interface RoutingReferences {
  /** Whether the tenant's routing configuration names the receiver. */
  names(actor: Actor, receiver: string): Promise<boolean>;
}
