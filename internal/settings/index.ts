export type { EgressRule, EgressSettings } from './domain/egress-settings.ts';
export type { UpdateEgressSettings } from './service/update-egress-settings.ts';
