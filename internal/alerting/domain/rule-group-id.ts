import type { Brand } from '#internal/kernel';

export type RuleGroupId = Brand<string, 'RuleGroupId'>;
