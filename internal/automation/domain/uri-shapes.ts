import { text } from './json-shape.ts';

const URI = /^(?!\s*\$\{)(?=\S)(([^:/?#]+):)?(\/\/([^/?#\s]*))?([^?#\s]*)(\?([^#\s]*))?(#(\S*))?$/;

/** A text that is one runtime expression. */
export const EXPRESSION = /^\s*\$\{.+\}\s*$/;

/** One pattern for texts that match any of several. */
export const either = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'));

/** A URI that is known when the definition is saved. */
export const literalUri = text(URI, 'must be a URI or a URI template');
export const uri = text(either(URI, EXPRESSION), 'must be a URI, a URI template or an expression');
