export type { Authenticator, Credentials, Principal, PrincipalKind, RequestMeta } from './authenticator.ts';
export { decodeCursor, encodeCursor, type ListQuery, pageJson, pageRequest, type SortValue } from './cursor.ts';
export type { OperationAnswer, OperationId, OperationInput, Operations } from './operations.ts';
export type { components } from './operations.gen.ts';
export { malformed, type Problem, type ProblemCode, TransportError } from './problem.ts';
