/**
 * Why an alert is in its state, where that is not its condition; Grafana's words. Open: `NoData` (its data is missing, and that is an alert), `Error` (its rule cannot be evaluated, and that is an
 * alert), `KeepLast` (its data is missing, and it stays as it was). Over: `MissingSeries` (its data is gone), and because of its rule: `RuleDeleted`, `Paused` (switched off), `Updated`.
 */
export const STATE_REASONS = ['NoData', 'Error', 'KeepLast', 'MissingSeries', 'RuleDeleted', 'Updated', 'Paused'] as const;
export type StateReason = (typeof STATE_REASONS)[number];
