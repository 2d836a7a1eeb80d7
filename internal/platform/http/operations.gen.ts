// Generated from api/openapi/v1 by scripts/generate-operations.mjs. Do not edit.
import type { Json, JsonObject } from '#internal/kernel';

export interface paths {
    readonly "/health": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** Everything this server depends on, and which parts are degraded */
        readonly get: operations["getHealth"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/live": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The process runs its event loop; says nothing about dependencies */
        readonly get: operations["getLiveness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
    readonly "/health/ready": {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        /** The server can take requests; 503 while it starts, stops or cannot reach its database */
        readonly get: operations["getReadiness"];
        readonly put?: never;
        readonly post?: never;
        readonly delete?: never;
        readonly options?: never;
        readonly head?: never;
        readonly patch?: never;
        readonly trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        readonly Health: {
            readonly checks: readonly {
                readonly duration_ms: number;
                readonly name: string;
                /** @description Whether the server is not ready without it. */
                readonly required: boolean;
                /** @enum {string} */
                readonly status: "up" | "down";
            }[];
            /** @description Names of the checks that fail. */
            readonly degraded: readonly string[];
            /** @enum {string} */
            readonly status: "ok" | "degraded" | "unavailable";
        };
        /** @description Any JSON value. */
        readonly Json: Json;
        /** @description Any JSON object. */
        readonly JsonObject: JsonObject;
        /** @description Names and values that identify an alert or its target. */
        readonly Labels: {
            readonly [key: string]: string;
        };
        readonly Liveness: {
            /** @enum {string} */
            readonly status: "alive";
        };
        /** @description A Prometheus matcher. `=~` and `!~` take RE2 expressions, anchored at both ends. */
        readonly Matcher: {
            readonly name: string;
            /** @enum {string} */
            readonly op: "=" | "!=" | "=~" | "!~";
            readonly value: string;
        };
        /** @description Pass it as `cursor` to get the next page; `null` on the last one. */
        readonly NextCursor: string | null;
        /** @description What went wrong (RFC 9457). */
        readonly Problem: {
            /**
             * @description Stable name of the kind of problem
             * @example not_found
             */
            readonly code: string;
            readonly correlation_id: string;
            readonly detail: string;
            /** @description Offending parts of the request. */
            readonly errors: readonly {
                /** @description JSON pointer into the body or name of a parameter. */
                readonly field: string;
                readonly reason: string;
            }[];
            /** @description Path of the request. */
            readonly instance: string;
            readonly status: number;
            readonly title: string;
            /**
             * @description URI of the kind of problem
             * @example urn:orchestrix:problem:not_found
             */
            readonly type: string;
        };
        readonly Readiness: {
            /** @enum {string} */
            readonly status: "ready";
        };
        /**
         * Format: date-time
         * @description RFC 3339, UTC, milliseconds.
         */
        readonly Timestamp: string;
        /**
         * Format: uuid
         * @description A UUID, in lower case.
         */
        readonly Uuid: string;
    };
    responses: {
        /** @description The state of the thing does not allow this, or a request with the same `Idempotency-Key` is still running. */
        readonly Conflict: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The caller may not do this. */
        readonly Forbidden: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A defect of ours; look for the correlation id in the log. */
        readonly InternalError: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The request does not have the shape of this document. */
        readonly Malformed: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The path does not know this method. */
        readonly MethodNotAllowed: {
            headers: {
                readonly Allow: components["headers"]["Allow"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description None of the media types in `Accept` can be produced. */
        readonly NotAcceptable: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No such thing in this tenant. */
        readonly NotFound: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body, inflated, is larger than this operation takes. */
        readonly PayloadTooLarge: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The thing changed since it was read. */
        readonly PreconditionFailed: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description `If-Match` is required. */
        readonly PreconditionRequired: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A quota is used up. */
        readonly TooManyRequests: {
            headers: {
                readonly RateLimit: components["headers"]["RateLimit"];
                readonly "RateLimit-Policy": components["headers"]["RateLimitPolicy"];
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No valid credential. */
        readonly Unauthenticated: {
            headers: {
                readonly "WWW-Authenticate": components["headers"]["WwwAuthenticate"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server is full, is stopping, or something it needs does not answer. */
        readonly Unavailable: {
            headers: {
                readonly "Retry-After": components["headers"]["RetryAfter"];
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The shape is right, the meaning is not; or an `Idempotency-Key` was used for another body. */
        readonly Unprocessable: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The media type or the encoding of the body is not known here. */
        readonly UnsupportedMediaType: {
            headers: {
                readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                readonly [name: string]: unknown;
            };
            content: {
                readonly "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description `next_cursor` of the previous page; valid for the same operation and filters only. */
        readonly Cursor: string;
        /** @description Makes repeats of this request harmless for 24 hours. One key belongs to one operation and one body. */
        readonly IdempotencyKey: string;
        /**
         * @description The `ETag` that was read before, or `*`. Missing answers 428, another version 412.
         * @example "3"
         */
        readonly IfMatch: string;
        /** @description Most items to answer. */
        readonly Limit: number;
        /** @description The tenant to act for, when the caller belongs to several. */
        readonly XTenantId: components["schemas"]["Uuid"];
    };
    requestBodies: never;
    headers: {
        /** @description Methods this path knows. */
        readonly Allow: string;
        /** @description W3C trace id of the request; goes with everything it causes. */
        readonly CorrelationId: string;
        /** @description Version of the thing, for `If-Match`. */
        readonly ETag: string;
        /** @description Where the thing that was made is found. */
        readonly Location: string;
        /** @description What is left of the tightest quota. */
        readonly RateLimit: string;
        /** @description Quotas that apply (draft-ietf-httpapi-ratelimit-headers). */
        readonly RateLimitPolicy: string;
        /** @description Seconds after which a repeat may succeed. */
        readonly RetryAfter: number;
        /** @description How to authenticate (RFC 6750). */
        readonly WwwAuthenticate: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readonly getHealth: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description `degraded` lists what does not answer although the server still takes requests; `unavailable` means that it does not. */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Health"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getLiveness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Alive */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Liveness"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
    readonly getReadiness: {
        readonly parameters: {
            readonly query?: never;
            readonly header?: never;
            readonly path?: never;
            readonly cookie?: never;
        };
        readonly requestBody?: never;
        readonly responses: {
            /** @description Ready */
            readonly 200: {
                headers: {
                    readonly "X-Correlation-Id": components["headers"]["CorrelationId"];
                    readonly [name: string]: unknown;
                };
                content: {
                    readonly "application/json": components["schemas"]["Readiness"];
                };
            };
            readonly 400: components["responses"]["Malformed"];
            readonly 405: components["responses"]["MethodNotAllowed"];
            readonly 406: components["responses"]["NotAcceptable"];
            readonly 500: components["responses"]["InternalError"];
            readonly 503: components["responses"]["Unavailable"];
        };
    };
}

/** Operations that anybody may call. */
export type PublicOperationId = 'getHealth' | 'getLiveness' | 'getReadiness';
