import type { HeldGroup } from '../ports/rule-group-leases.ts';

/** A group as logs and metrics name it. */
export interface ObservedGroup {
  readonly held: HeldGroup;
  readonly name: string;
}

/** What happened to groups that this process evaluates, for logs and metrics. */
export interface RuleObserver {
  evaluated(group: ObservedGroup, report: { readonly seconds: number; readonly rules: number; readonly failed: number }): void;
  missed(group: ObservedGroup, count: number): void;
  troubled(group: ObservedGroup, error: unknown): void;
}
