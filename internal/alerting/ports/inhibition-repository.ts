import type { AlertId } from '../domain/alert.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';

/** An alert that matches the source side of a rule of inhibition. */
export interface InhibitionSource {
  readonly rule: string;
  readonly equalKey: string;
  readonly fingerprint: Fingerprint;
  readonly alertId: AlertId;
  readonly matchesTarget: boolean;
}

/** A question: who inhibits by this rule what has these values? */
export interface InhibitionLookup {
  readonly rule: string;
  readonly equalKey: string;
}

/** A source that inhibits now. */
export interface ActiveSource extends InhibitionLookup {
  readonly fingerprint: Fingerprint;
  readonly matchesTarget: boolean;
}

/** Sources of inhibition of one tenant. */
export interface InhibitionRepository {
  /** Stores sources; an earlier alert of the same fingerprint is replaced. */
  put(sources: readonly InhibitionSource[]): Promise<void>;
  /** Forgets the sources of all rules but these. */
  keepRules(rules: readonly string[]): Promise<void>;
  /** Sources whose alerts fire at `now`, of any of the rules and values asked for. */
  active(lookups: readonly InhibitionLookup[], now: Date): Promise<readonly ActiveSource[]>;
}
