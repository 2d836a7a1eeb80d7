/** A JSON value as this library sees it: any value that `JSON.parse` can answer. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const PATH = /^\s*(\$[A-Za-z_]\w*)?\s*((?:\.[A-Za-z_]\w*)+|\.)?\s*$/;

/**
 * The value of a program that is nothing but a path (`.`, `.a.b`, `$input.a`): most programs are, and need no jq then.
 * `undefined` when it is anything else, or when jq would refuse it, so that jq words the error.
 */
export function plainPath(program: string, input: JsonValue, variables: Readonly<Record<string, JsonValue>>): JsonValue | undefined {
  const [, variable, path] = PATH.exec(program) ?? [];
  if (!variable && !path) return undefined;
  // `$input.` is no program.
  if (variable && path === '.') return undefined;
  let value: JsonValue | undefined = input;
  if (variable) {
    const name = variable.slice(1);
    if (!Object.hasOwn(variables, name)) return undefined;
    value = variables[name];
  }
  for (const key of path?.split('.').filter(Boolean) ?? []) {
    if (value === null || value === undefined) value = null;
    else if (typeof value !== 'object' || Array.isArray(value)) return undefined;
    else value = Object.hasOwn(value, key) ? ((value as Readonly<Record<string, JsonValue>>)[key] ?? null) : null;
  }
  return value;
}
