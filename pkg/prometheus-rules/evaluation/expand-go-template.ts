import { expandAlertTemplate } from '#pkg/go-template';
import type { ExpandTemplate } from './rule-host.ts';

/** Expands labels and annotations as Prometheus does. */
export const expandGoTemplate: ExpandTemplate = (text, { name, data, timeMs, query }) =>
  expandAlertTemplate(name, text, {
    data,
    timeMs,
    externalUrl: data.externalUrl,
    query: async (expr) => (await query(expr, timeMs)).map(({ labels, value }) => ({ labels: labels.toRecord(), value })),
  });
