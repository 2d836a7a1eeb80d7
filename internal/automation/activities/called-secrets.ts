import type { Actor, Json } from '#internal/kernel';
import type { SecretValues } from '../ports/outgoing.ts';
import { taskProblem } from './task-problem.ts';

/**
 * The secrets that a task mentions, of those that its definition lists. They live as long as the call does. Raises the specification's
 * `authorization` error when one is not there.
 */
export async function calledSecrets(values: SecretValues, actor: Actor, listed: readonly string[], mentioning: unknown, pointer: string): Promise<Readonly<Record<string, Json>>> {
  if (listed.length === 0) return {};
  const text = JSON.stringify(mentioning);
  const names = listed.filter((name) => text.includes(JSON.stringify(name).slice(1, -1)));
  const found = await values.reveal(actor, names);
  const missing = names.find((name) => !Object.hasOwn(found, name) && new RegExp(`"use":${escaped(JSON.stringify(name))}|\\$secrets\\b[\\s.\\["\\\\]*${escaped(name)}\\b`).test(text));
  if (missing !== undefined) throw taskProblem('authorization', pointer, `there is no secret '${missing}'`);
  return found;
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
