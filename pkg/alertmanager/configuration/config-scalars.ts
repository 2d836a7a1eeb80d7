import type { FieldType } from './config-fields.ts';
import { compileMatchers } from '../matchers/compile-matchers.ts';
import { MatcherSyntaxError } from '../matchers/matcher-syntax-error.ts';

/** What Alertmanager itself writes in place of a secret. */
export const SECRET = '<secret>';

/** What is wrong with a text that stands for something else; undefined: nothing. */
export function scalarProblem(type: FieldType, text: string): string | undefined {
  switch (type) {
    case 'url':
      return text === SECRET ? undefined : urlProblem(text);
    case 'templateUrl':
      return text === '' || text === SECRET || text.includes('{{') ? undefined : urlProblem(text, 'invalid URL: ');
    case 'hostPort':
      return text === '' ? undefined : hostPortProblem(text);
    case 'goDuration':
      return /^([-+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+|[-+]?\d+)$/.test(text) ? undefined : `time: invalid duration ${JSON.stringify(text)}`;
    case 'regexp':
      return regexpProblem(text);
    default:
      return undefined;
  }
}

function urlProblem(text: string, prefix = ''): string | undefined {
  const [, scheme] = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text) ?? [];
  if (scheme?.toLowerCase() !== 'http' && scheme?.toLowerCase() !== 'https') return `${prefix}unsupported scheme ${JSON.stringify(scheme ?? '')} for URL`;
  return /^[^:]+:\/\/[^/?#]/.test(text) ? undefined : `${prefix}missing host for URL`;
}

/** As Go's `net.SplitHostPort`. */
function hostPortProblem(text: string): string | undefined {
  const [, , port] = /^(\[[^\]]*\]|[^:[\]]*):([^:]*)$/.exec(text) ?? [];
  if (port === undefined) return `address ${text}: ${text.includes(':') ? 'too many colons in address' : 'missing port in address'}`;
  return port === '' ? `address ${JSON.stringify(text)}: port cannot be empty` : undefined;
}

function regexpProblem(value: string): string | undefined {
  try {
    compileMatchers([{ name: '', op: '=~', value }]);
    return undefined;
  } catch (error) {
    if (error instanceof MatcherSyntaxError) return error.message;
    throw error;
  }
}
