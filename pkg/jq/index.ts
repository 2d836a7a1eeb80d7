export { JqError, JqExpressions, type JqOptions } from './jq-expressions.ts';
