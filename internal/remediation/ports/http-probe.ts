import type { Actor } from '#internal/kernel';

/** Looks at a URL of the tenant, inside the tenant's allow-list. */
export interface HttpProbe {
  /**
   * The status that a GET answers; redirects are not followed. Throws `forbidden` when the address is not allowed, `unavailable` when no answer came in time. Any
   * other failure, for instance an allow-list that cannot be read, says nothing about the address.
   */
  statusOf(actor: Actor, url: string, limits: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<number>;
}
