import { EgressError } from './egress-error.ts';

/** Any JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const MAX_DEPTH = 64;

/**
 * JSON when the media type says so (`application/json`, `…+json`) and the text is, the text itself otherwise. Throws `unusable` for JSON nested deeper than
 * 64 levels: it can be parsed, but recursive code downstream would overflow its stack on it.
 */
export function parseAnswerBody(contentType: string | undefined, text: string): JsonValue {
  if (text === '' || !/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType ?? '')) return text;
  if (depthOf(text) > MAX_DEPTH) throw new EgressError('unusable', `the answer is nested deeper than ${MAX_DEPTH} levels`);
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** Counts brackets outside strings; says nothing about validity, which is the parser's business. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') deepest = Math.max(deepest, (depth += 1));
    else if (character === '}' || character === ']') depth -= 1;
  }
  return deepest;
}
