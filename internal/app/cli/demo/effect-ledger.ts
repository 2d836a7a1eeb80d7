import type { JsonObject } from '#internal/kernel';

/** What the service remembers of one idempotency key. */
export interface LedgerEntry {
  readonly key: string;
  readonly action: string;
  /** Requests that arrived with this key. */
  readonly deliveries: number;
  /** How often something really happened because of them: counted where it happens, not where repeats are held back. */
  readonly effects: number;
  /** Place of its latest effect among all effects, from 1; null while nothing has happened. */
  readonly order: number | null;
  readonly at: string | null;
}

interface Line {
  action: string;
  deliveries: number;
  effects: number;
  order: number | null;
  at: string | null;
  running?: Promise<JsonObject>;
}

/** Makes actions happen once per idempotency key, and keeps the books by which everybody can check that. */
export class EffectLedger {
  readonly #lines = new Map<string, Line>();
  #happened = 0;

  /**
   * Runs the action for the first delivery of a key; deliveries during and after it get the same answer. An action that fails has done nothing, so the
   * next delivery runs it again.
   */
  async once(key: string, action: string, act: () => Promise<JsonObject>): Promise<JsonObject> {
    const line = this.#lines.get(key) ?? { action, deliveries: 0, effects: 0, order: null, at: null };
    this.#lines.set(key, line);
    line.deliveries += 1;
    line.running ??= this.#perform(line, act);
    try {
      return await line.running;
    } catch (error) {
      delete line.running;
      throw error;
    }
  }

  /** All keys in the order of their effects; those without an effect come last. */
  entries(): readonly LedgerEntry[] {
    const entries = [...this.#lines].map(([key, { running: _running, ...line }]) => ({ key, ...line }));
    return entries.sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity));
  }

  async #perform(line: Line, act: () => Promise<JsonObject>): Promise<JsonObject> {
    const answer = await act();
    line.effects += 1;
    line.order = this.#happened += 1;
    line.at = new Date().toISOString();
    return answer;
  }
}
