import type { Brand } from '#internal/kernel';

/** Of a rule of any kind. */
export type AlertRuleId = Brand<string, 'AlertRuleId'>;
