/** The stages that may keep an alert from being notified, in the order in which they are asked. */
export const MUTE_STAGES = ['inhibition', 'active_time', 'mute_time', 'silence', 'maintenance', 'flapping'] as const;
export type MuteStageName = (typeof MUTE_STAGES)[number];

/** Why an alert is not notified now. */
export interface MuteReason {
  readonly stage: MuteStageName;
  /** Of the silence, the maintenance window or the alert that inhibits it (its fingerprint). */
  readonly id?: string;
  /** Of the time interval or the rule of inhibition. */
  readonly name?: string;
  /** When it ends by itself, as far as that is known. */
  readonly until?: Date;
  /** For people. */
  readonly words: string;
}
