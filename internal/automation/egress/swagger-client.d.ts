/** The one function of swagger-client that is used; the package brings no types. */
declare module 'swagger-client/lib/execute/index.js' {
  export interface BuiltRequest {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string | number | boolean>>;
    readonly body?: unknown;
  }
  /** Puts parameters into their places. Does no I/O. Throws for a missing required parameter. */
  export function buildRequest(options: {
    readonly spec: object;
    readonly operationId: string;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly requestBody?: unknown;
    readonly contextUrl: string;
  }): BuiltRequest;
}
