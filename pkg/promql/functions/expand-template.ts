import type { RE2JS } from 're2js';

/** Groups of a match. */
interface MatchedGroups {
  group(group: number | string): string | null;
  groupCount(): number;
}

/**
 * Replaces `$1`, `${1}`, `$name` and `${name}` by what the groups matched, as Go's `Regexp.Expand` does: a name is as long as it
 * can be, a group that does not exist is empty, and `$$` is a dollar sign.
 */
export function expandTemplate(template: string, match: MatchedGroups, expression: RE2JS): string {
  const names = expression.namedGroups();
  return template.replaceAll(/\$(?:(\$)|\{(\w+)\}|(\w+))/g, (_all, dollar?: string, braced?: string, plain?: string) => {
    if (dollar) return '$';
    const name = braced ?? plain ?? '';
    if (/^\d+$/.test(name)) return Number(name) <= match.groupCount() ? (match.group(Number(name)) ?? '') : '';
    return Object.hasOwn(names, name) ? (match.group(name) ?? '') : '';
  });
}
