import type { LabelSet } from '#pkg/matchers';
import { labelSetText, labelValue } from '../labels/label-text.ts';
import type { Route } from './route.ts';

/** The labels that alerts of one group share. A label that the alert does not have is not among them. */
export function groupLabelsOf(route: Pick<Route, 'groupBy'>, labels: LabelSet): LabelSet {
  if (route.groupBy === 'all') return { ...labels };
  return Object.fromEntries(route.groupBy.filter((name) => Object.hasOwn(labels, name)).map((name) => [name, labelValue(labels, name)]));
}

/** The identity of a group, as Alertmanager writes it: `{}/{severity="critical"}:{alertname="Down"}`. */
export const groupKeyOf = (route: Pick<Route, 'key'>, groupLabels: LabelSet): string => `${route.key}:${labelSetText(groupLabels)}`;
