import type { Actor } from '#internal/kernel';

/** Says at save time what would be refused at call time. */
export interface OutgoingUrls {
  /** Why the tenant's allow-list does not allow the URL, in words, or undefined. A host name is judged by its addresses at each call only. */
  problemOf(actor: Actor, url: string): Promise<string | undefined>;
}
