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

/** Puts transitions together to episodes. */
export class Episodes {
  readonly #open = new Map<string, AlertEpisode>();
  readonly #ended: AlertEpisode[] = [];

  take({ alert, to, reason, atMs }: AlertTransition, explanation: string | undefined): void {
    const key = Labels.from(alert.labels).key;
    const { labels, annotations } = alert;
    const at = new Date(atMs);
    const known = this.#open.get(key);
    const seen = { labels, annotations, value: formatDecimal(alert.value), explanation: explanation ?? known?.explanation ?? null };
    if (to === 'inactive') {
      if (!known) return;
      this.#open.delete(key);
      this.#ended.push({ ...known, resolvedAt: at, endedBy: reason });
    } else {
      this.#open.set(key, { ...seen, pendingAt: known?.pendingAt ?? at, firedAt: to === 'firing' ? (known?.firedAt ?? at) : null, resolvedAt: null, endedBy: null });
    }
  }

  /** By their beginning; those that go on at last have no end. */
  list(): readonly AlertEpisode[] {
    return [...this.#ended, ...this.#open.values()].sort((a, b) => a.pendingAt.getTime() - b.pendingAt.getTime());
  }
}
