import type { Json } from '#internal/kernel';
import { isObject } from './json-shape.ts';

const PARAMETER = /\{([^{}]*)\}/g;

/** The names that a URI template asks for: simple expansion only (RFC 6570 level 1). */
export const templateNames = (template: string): readonly string[] => [...template.matchAll(PARAMETER)].map(([, name = '']) => name);

/** What is wrong with a template; undefined when it can be expanded. */
export function templateFault(template: string): string | undefined {
  if (/[{}]/.test(template.replaceAll(PARAMETER, ''))) return 'has a brace without its partner';
  const odd = templateNames(template).find((name) => !/^[\w.-]+$/.test(name));
  return odd === undefined ? undefined : `{${odd}} is not a simple name`;
}

/** Fills a template with the properties of an object. Answers the name that has no text, number or boolean there. */
export function expandTemplate(template: string, values: Json): { readonly uri: string } | { readonly missing: string } {
  const value = (name: string): string | undefined => {
    const found = isObject(values) && Object.hasOwn(values, name) ? values[name] : undefined;
    return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : undefined;
  };
  const missing = templateNames(template).find((name) => value(name) === undefined);
  if (missing !== undefined) return { missing };
  return { uri: template.replaceAll(PARAMETER, (_, name: string) => encodeURIComponent(value(name) ?? '')) };
}

/** The address that a literal endpoint will call, as far as it can be known: parameters in path and query do not matter for it, in the host they do. */
export function knownAddress(template: string): string | undefined {
  const authority = /^[^:/?#]+:\/\/[^/?#]*/.exec(template)?.[0];
  return authority === undefined || /[{}]/.test(authority) ? undefined : template.replaceAll(PARAMETER, 'x');
}
