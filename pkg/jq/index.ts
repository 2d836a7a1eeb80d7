export { JqExpressions, type JqOptions } from './jq-expressions.ts';
