import { AppError } from '#pkg/apperror';
import type { Actor, Clock, Json } from '#internal/kernel';
import { type BoundVerification, parseBoundVerification } from '../domain/verification.ts';
import type { AlertStates } from '../ports/alert-states.ts';
import type { HttpProbe } from '../ports/http-probe.ts';

export interface VerifiedOutcome {
  readonly outcome: 'verified' | 'ineffective' | 'inconclusive';
  readonly reason: string;
}

/** Takes up to the window of the specification; `onProgress` is called with every look and at least every two seconds. Rejects with the signal's reason. */
export type VerifyOutcome = (actor: Actor, specification: Json, onProgress: () => void, signal: AbortSignal) => Promise<VerifiedOutcome>;

/** What one look showed: that it helped, that it did not yet, or nothing at all; `final` when looking again is pointless. */
type Look = { readonly seen: 'helped' | 'not yet' | 'nothing'; readonly reason: string; readonly final?: true };

const LOOK_AT_ALERT_SECONDS = 2;
const PROGRESS_MS = 2000;
const PROBE_TIMEOUT_MS = 5000;

/**
 * Looks again and again until it helped or the window is over, once more at its end. Not helped by then is `ineffective`, also for a probe that never got an
 * answer: a service that is down was not fixed. `inconclusive` is left for what we could not look at: the alert is gone, or unreadable at every look, or the
 * address may not be called.
 */
export function verifyOutcome(deps: {
  readonly alerts: AlertStates;
  readonly probe: HttpProbe;
  readonly clock: Clock;
  /** Resolves after the time, or rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}): VerifyOutcome {
  return async (actor, json, onProgress, signal) => {
    const specification = parseBoundVerification(json);
    const { windowSeconds } = specification;
    const intervalMs = 1000 * (specification.kind === 'http_probe' ? specification.intervalSeconds : LOOK_AT_ALERT_SECONDS);
    const deadline = deps.clock.now().getTime() + windowSeconds * 1000;
    const remainingMs = () => deadline - deps.clock.now().getTime();
    let lastSeen: Look | undefined;
    for (;;) {
      signal.throwIfAborted();
      onProgress();
      const look = await lookAt(actor, specification, signal);
      if (look.seen === 'helped') return { outcome: 'verified', reason: look.reason };
      if (look.final) return { outcome: 'inconclusive', reason: look.reason };
      if (look.seen === 'not yet') lastSeen = look;
      if (remainingMs() <= 0) return lastSeen ? { outcome: 'ineffective', reason: `${lastSeen.reason} for ${windowSeconds} s` } : { outcome: 'inconclusive', reason: look.reason };
      await pause(Math.min(intervalMs, Math.max(remainingMs(), 1)), onProgress, signal);
    }
  };

  async function pause(milliseconds: number, onProgress: () => void, signal: AbortSignal): Promise<void> {
    for (let left = milliseconds; left > 0; left -= PROGRESS_MS) {
      await deps.sleep(Math.min(left, PROGRESS_MS), signal);
      onProgress();
    }
  }

  async function lookAt(actor: Actor, specification: BoundVerification, signal: AbortSignal): Promise<Look> {
    try {
      if (specification.kind === 'alert_resolved') {
        const resolved = await deps.alerts.isResolved(actor, specification.alertId);
        return resolved ? { seen: 'helped', reason: 'the alert was resolved' } : { seen: 'not yet', reason: 'the alert was not resolved' };
      }
      const { url, expectStatus } = specification;
      const status = await deps.probe.statusOf(actor, url, { timeoutMs: PROBE_TIMEOUT_MS, signal });
      return status === expectStatus ? { seen: 'helped', reason: `the probe answered ${status}` } : { seen: 'not yet', reason: `the probe answered ${status} instead of ${expectStatus}` };
    } catch (error) {
      signal.throwIfAborted();
      return lookThatFailed(specification, error);
    }
  }
}

function lookThatFailed({ kind }: BoundVerification, error: unknown): Look {
  if (!(error instanceof AppError)) throw error;
  if (error.code === 'unavailable') {
    return kind === 'http_probe' ? { seen: 'not yet', reason: `the probe got no usable answer (${error.message})` } : { seen: 'nothing', reason: `the state of the alert is unknown: ${error.message}` };
  }
  return { seen: 'nothing', reason: kind === 'http_probe' ? `the probe is not possible: ${error.message}` : `the alert cannot be looked at: ${error.message}`, final: true };
}
