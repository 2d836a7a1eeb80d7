/** Webhooks that were taken: the unit of work that hands this out has fixed the tenant. */
export interface WebhookLedger {
  /** Remembers a signature; false when it was there before. Forgets those received before `forgetBefore`. */
  take(signature: string, receivedAt: Date, forgetBefore: Date): Promise<boolean>;
}
