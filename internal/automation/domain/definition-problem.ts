import type { JsonObject } from '#internal/kernel';
import type { ErrorFilter } from './definition.ts';

/** The language's standard types of errors and the status of each when nothing better is known. */
const STANDARD = {
  configuration: { status: 400, title: 'Configuration Error' },
  validation: { status: 400, title: 'Validation Error' },
  expression: { status: 400, title: 'Expression Error' },
  authentication: { status: 401, title: 'Authentication Error' },
  authorization: { status: 403, title: 'Authorization Error' },
  timeout: { status: 408, title: 'Timeout Error' },
  communication: { status: 500, title: 'Communication Error' },
  runtime: { status: 500, title: 'Runtime Error' },
} as const;

export type ProblemType = keyof typeof STANDARD;

/** An error of a running definition, in the form of RFC 7807: what `catch` sees and what an execution ends with. */
export type Problem = JsonObject & {
  readonly type: string;
  readonly status: number;
  /** JSON pointer of the task that raised it. */
  readonly instance: string;
  readonly title?: string;
  readonly detail?: string;
};

const BASE = 'https://open-workflow-specification.org/dsl/errors/types/';
// The specification was renamed in 2026 and its own texts disagree about the path: definitions in circulation use all of these.
const SYNONYMS = /^https:\/\/(?:open-workflow-specification\.org|serverlessworkflow\.io)\/(?:dsl\/errors\/types|spec\/1\.0\.\d+\/errors)\/([a-z]+)$/;

/** An error of a standard type. */
export const problem = (type: ProblemType, instance: string, detail: string, status: number = STANDARD[type].status): Problem => ({
  type: BASE + type,
  status,
  title: STANDARD[type].title,
  detail,
  instance,
});

const sameType = (one: string, other: string): boolean => one === other || (SYNONYMS.exec(one)?.[1] ?? one) === (SYNONYMS.exec(other)?.[1] ?? other);

/** Whether the static filter of a `catch` lets the error in: every property that it names must be equal. */
export function matchesFilter(error: Problem, filter: ErrorFilter = {}): boolean {
  return Object.entries(filter).every(([name, wanted]) =>
    name === 'type' ? typeof wanted === 'string' && sameType(error.type, wanted) : error[name] === wanted,
  );
}
