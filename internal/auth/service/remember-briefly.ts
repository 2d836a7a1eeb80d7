import type { Clock } from '#internal/kernel';

/** Answers of a slow question, kept for a short time. */
export interface BriefMemory<Value> {
  /** The remembered answer, or that of `load`; callers who ask at the same time share one load. A failure is not remembered. */
  get(key: string, load: () => Promise<Value>): Promise<Value>;
  forget(key: string): void;
}

/**
 * A bounded memory whose answers are never older than `maxAgeMs`, counted from the moment the question was asked: so much later does a
 * revocation take effect at the latest.
 */
export function rememberBriefly<Value>({ maxAgeMs, maxEntries, clock }: { maxAgeMs: number; maxEntries: number; clock: Clock }): BriefMemory<Value> {
  const entries = new Map<string, { readonly askedAt: number; readonly answer: Promise<Value> }>();

  return {
    get(key, load) {
      const now = clock.now().getTime();
      const known = entries.get(key);
      if (known && now - known.askedAt < maxAgeMs) return known.answer;

      const answer = load();
      const entry = { askedAt: now, answer };
      entries.delete(key); // so that the insertion order is the order of age
      entries.set(key, entry);
      answer.catch(() => {
        if (entries.get(key) === entry) entries.delete(key);
      });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
      return answer;
    },
    forget(key) {
      entries.delete(key);
    },
  };
}
