import { AppError } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import type { CloudEvent } from '../domain/cloud-event.ts';
import { matchProgram, passesLiterally, type FilterMatch, type Interest } from '../domain/event-interest.ts';
import type { Expressions } from '../ports/expressions.ts';

const PROGRAMS_AT_ONCE = 50;

interface Question {
  readonly interest: number;
  readonly filter: number;
  readonly program: string;
  readonly variables: Readonly<Record<string, Json>>;
}

/**
 * The filters that the event passes, for each interest. Programs run within the budget of expressions; one that fails or spends it does not
 * match, and takes none of the others with it. Throws `unavailable` when the machine is too busy to tell.
 */
export async function matchInterests(expressions: Expressions, event: CloudEvent, interests: readonly Interest[]): Promise<readonly (readonly FilterMatch[])[]> {
  const matches: FilterMatch[][] = interests.map(() => []);
  const questions: Question[] = [];
  for (const [interest, { filters, variables }] of interests.entries()) {
    for (const [filter, each] of filters.entries()) {
      if (!passesLiterally(each, event)) continue;
      const program = matchProgram(each);
      if (program === undefined) matches[interest]?.push({ filter, correlation: {} });
      else questions.push({ interest, filter, program, variables });
    }
  }
  const free = questions.filter(({ variables }) => Object.keys(variables).length === 0);
  const bound = questions.filter(({ variables }) => Object.keys(variables).length > 0);
  for (const chunk of [...chunksOf(free), ...bound.map((question) => [question])]) {
    const answers = await ask(expressions, event, chunk);
    for (const [index, { interest, filter }] of chunk.entries()) {
      const [passes, correlation] = (answers[index] ?? []) as readonly [boolean?, JsonObject?];
      if (passes) matches[interest]?.push({ filter, correlation: correlation ?? {} });
    }
  }
  return matches.map((list) => list.toSorted((a, b) => a.filter - b.filter));
}

const chunksOf = (questions: readonly Question[]): readonly (readonly Question[])[] =>
  Array.from({ length: Math.ceil(questions.length / PROGRAMS_AT_ONCE) }, (_, index) => questions.slice(index * PROGRAMS_AT_ONCE, (index + 1) * PROGRAMS_AT_ONCE));

async function ask(expressions: Expressions, event: CloudEvent, questions: readonly Question[]): Promise<readonly Json[]> {
  const [first] = questions;
  if (!first) return [];
  try {
    return await expressions.evaluateAll(questions.map(({ program }) => program), event, first.variables);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    if (questions.length === 1) return [null];
    // One of them does not end or needs too much: each for itself.
    const alone: Json[] = [];
    for (const question of questions) alone.push(...(await ask(expressions, event, [question])));
    return alone;
  }
}
