import type { Json } from '#internal/kernel';

/** SHA-256 over the canonical form of a JSON value (RFC 8785), 64 lower-case hex digits: the same for the same value however it is spelled. */
export type Digest = (value: Json) => string;
