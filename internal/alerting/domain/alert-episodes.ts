import type { AlertTransition, TransitionReason } from '#pkg/prometheus-rules';
import { formatDecimal, Labels } from '#pkg/promql';

/** One alert from its beginning to its end. */
export interface AlertEpisode {
  readonly labels: Readonly<Record<string, string>>;
  /** When it fired, or when it was last seen pending. */
  readonly annotations: Readonly<Record<string, string>>;
  /** As text: JSON has no NaN. */
  readonly value: string;
  readonly pendingAt: Date;
  readonly firedAt: Date | null;
  readonly resolvedAt: Date | null;
  readonly endedBy: TransitionReason | null;
  /** Why the value is anomalous, of a dynamic rule. */
  readonly explanation: string | null;
}

/** Puts transitions together to episodes, in the order of time. It keeps the first ones and counts them all. */
export class Episodes {
  /** Undefined: one that is counted only. */
  readonly #open = new Map<string, AlertEpisode | undefined>();
  readonly #ended: AlertEpisode[] = [];
  #count = 0;

  constructor(private readonly most: number) {}

  /** Those that began, whether they are kept or not. */
  get count(): number {
    return this.#count;
  }

  take({ alert, to, reason, atMs }: AlertTransition, explanation: string | undefined): void {
    const key = Labels.from(alert.labels).key;
    const { labels, annotations } = alert;
    const at = new Date(atMs);
    const isKnown = this.#open.has(key);
    const known = this.#open.get(key);
    if (to === 'inactive' && !known) {
      this.#open.delete(key);
      return;
    }
    if (!isKnown) this.#count += 1;
    if (isKnown ? !known : this.#count > this.most) {
      this.#open.set(key, undefined);
      return;
    }
    const seen = { labels, annotations, value: formatDecimal(alert.value), explanation: explanation ?? known?.explanation ?? null };
    if (to === 'inactive') {
      this.#open.delete(key);
      if (known) this.#ended.push({ ...known, resolvedAt: at, endedBy: reason });
    } else {
      this.#open.set(key, { ...seen, pendingAt: known?.pendingAt ?? at, firedAt: to === 'firing' ? (known?.firedAt ?? at) : null, resolvedAt: null, endedBy: null });
    }
  }

  /** By their beginning; those that go on at last have no end. */
  list(): readonly AlertEpisode[] {
    const open = [...this.#open.values()].filter((episode) => episode !== undefined);
    return [...this.#ended, ...open].sort((a, b) => a.pendingAt.getTime() - b.pendingAt.getTime());
  }
}
