import { unavailable } from '#pkg/apperror';
import type { Priority } from './contract.ts';

// The rest is kept free for what matters more: at half load exports are refused, at nine tenths everything but ingestion and acknowledgement.
const SHARE: Readonly<Record<Priority, number>> = { critical: 1, normal: 0.9, sheddable: 0.5 };

/** Bounds the operations in progress, so that a full server refuses quickly instead of answering everybody late. */
export class AdmissionControl {
  private active = 0;

  constructor(private readonly most: number) {}

  /** Throws `unavailable` when there is no room for this priority; otherwise call `leave` once at the end. */
  enter(priority: Priority): void {
    if (this.active >= Math.max(1, this.most * SHARE[priority])) throw unavailable('the server is full', 1);
    this.active += 1;
  }

  leave(): void {
    this.active -= 1;
  }
}
