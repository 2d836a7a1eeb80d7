/** A string that only the right parser or generator may produce. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name };

/** The uuid of a tenant: the attribute `tenant_id` of its organization at the identity provider. */
export type TenantId = Brand<string, 'TenantId'>;

/** Trusts the caller that `value` is a tenant's uuid; parse untrusted input before. */
export const asTenantId = (value: string): TenantId => value as TenantId;

/** Makes identifiers; UUIDv7 (RFC 9562 section 5.7) in production, predictable ones in tests. */
export interface IdGenerator {
  next(): string;
}
