export type { Alert, AlertId, AlertStatus, Resolution } from './domain/alert.ts';
export type { AlertRule, AlertRuleSettings } from './domain/alert-rule.ts';
export type { AlertRuleId } from './domain/alert-rule-id.ts';
export type { Fingerprint } from './domain/fingerprint.ts';
export type { Severity } from './domain/severity.ts';
export type { SignalInput, SignalSource } from './domain/signal.ts';
export type { GetAlert } from './service/get-alert.ts';
export type { ReceiveSignals, SignalOutcome } from './service/receive-signals.ts';
