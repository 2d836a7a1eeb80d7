import { anything, flag, integerFrom, list, literal, object, text, textOr, type Shape } from './json-shape.ts';
import { duration, retry } from './data-shapes.ts';

/* Our extensions of the language, `metadata.orchestrix` of a task and of the document; `api/workflow-dsl/extensions.schema.json` says the same. */

/** Most runs that a throttle counts. */
const MOST_SLOTS = 10_000;

const approval = object({
  when: text(),
  message: text(),
  approvers: list(text()),
  required: integerFrom(1),
  expires: duration,
  evidence: anything,
  fourEyes: flag,
});
const ticket = object({
  type: literal('BUILD', 'DEPLOY', 'TEST', 'VALIDATE', 'EXECUTE', 'COMPENSATE', 'QUERY', 'TRANSFORM', 'NOTIFY'),
  priority: literal('LOW', 'NORMAL', 'HIGH', 'CRITICAL'),
  sla: duration,
  capabilities: list(text(/./, 'must not be empty')),
  riskBand: literal('LOW', 'MEDIUM', 'HIGH', 'CRITICAL'),
  maxRetries: integerFrom(0, 100),
});
const throttle = object(
  { key: text(/./, 'must not be empty'), concurrency: integerFrom(1, MOST_SLOTS), rate: object({ limit: integerFrom(1, MOST_SLOTS), per: duration }, ['limit', 'per']) },
  ['key'],
);

/** How a task is undone; `tasks` is the shape of a list of tasks. */
export const compensation = (tasks: Shape): Shape => object({ do: tasks, when: text(), retry: textOr(text(), retry) }, ['do']);
const schedule = object({ timeZone: text(), overlap: literal('skip', 'buffer-one', 'allow', 'cancel-other'), jitter: duration, catchUp: duration });

/** `document.metadata.orchestrix`; name and description are those of a workflow that travels. */
export const workflowTerms: Shape = object({ schedule, name: text(), description: text() });
/** `metadata.orchestrix`. */
export const taskTerms = (tasks: Shape): Shape =>
  object({ compensate: compensation(tasks), approval, ticket, throttle, idempotencyKey: text(/./, 'must not be empty') });
