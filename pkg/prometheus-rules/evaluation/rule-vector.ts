import type { ResultSample } from '#pkg/promql';
import { Labels } from '#pkg/promql';
import type { RuleQueryResult } from './rule-host.ts';

/** The elements of a rule's value; a scalar is one without labels. */
export function vectorOf({ value }: RuleQueryResult): readonly ResultSample[] {
  if (value.type === 'vector') return value.samples;
  if (value.type === 'scalar') return [{ labels: Labels.empty, value: value.value }];
  throw new Error('rule result is not a vector or scalar');
}

/** What an error says. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
