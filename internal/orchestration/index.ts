export type { Plan, PlanId, PlanStatus } from './domain/plan.ts';
