import type { Matcher, MatchOperator } from '#pkg/matchers';
import { quote } from '#pkg/promql';
import { compareText } from '../labels/label-text.ts';

/** White space and `{}!=~,\"'` and backquote end a name that is not quoted. */
export const isReserved = (character: string): boolean => /^[\p{White_Space}{}!=~,\\"'`]$/u.test(character);

const order: readonly MatchOperator[] = ['=', '!=', '=~', '!~'];

/** Alertmanager's order of matchers: by name, value, and kind. */
export const compareMatchers = (one: Matcher, other: Matcher): number =>
  compareText(one.name, other.name) || compareText(one.value, other.value) || order.indexOf(one.op) - order.indexOf(other.op);

/** `severity="critical"`; a name with reserved characters is quoted, which only the parser of UTF-8 reads. */
export function matcherText({ name, op, value }: Matcher): string {
  if ([...name].some(isReserved)) return `${quote(name)}${op}${quote(value)}`;
  return `${name}${op}"${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`;
}

/** `{a="b",c=~"d"}`, in the order given. */
export const matchersText = (matchers: readonly Matcher[]): string => `{${matchers.map(matcherText).join(',')}}`;
