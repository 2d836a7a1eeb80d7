import type { Actor, Json } from '#internal/kernel';

/** What the world says of a finished remediation. */
export interface VerifiedOutcome {
  readonly outcome: 'verified' | 'ineffective' | 'inconclusive';
  /** In words, for the timeline. */
  readonly reason: string;
}

/** Decides whether an execution had the effect it was started for. Takes as long as the specification's window; `onProgress` is called at least every few seconds. */
export interface OutcomeVerifier {
  verify(actor: Actor, specification: Json, onProgress: () => void, signal: AbortSignal): Promise<VerifiedOutcome>;
}
