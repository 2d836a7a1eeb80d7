import type { AlertInstance } from '../model/alert-instance.ts';
import type { LabelRecord } from '../model/rule-group.ts';

/** An alert as its rule keeps it: annotations are expanded when somebody looks at them, which after most evaluations nobody does. */
export interface LiveAlert extends Omit<AlertInstance, 'annotations'> {
  /** The annotations, as they were at the evaluation that found it. */
  readonly describe: () => LabelRecord;
}

export type AlertsByKey = Map<string, LiveAlert>;

/** As others see it. */
export const shown = ({ describe, ...alert }: LiveAlert): AlertInstance => ({ ...alert, annotations: describe() });
