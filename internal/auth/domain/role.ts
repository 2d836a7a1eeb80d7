import type { Role } from '#internal/kernel';

/** The roles inside a tenant, weakest first; each includes the ones before it. */
export const ROLES = ['viewer', 'responder', 'operator', 'admin'] as const satisfies readonly Role[];

/** Whether `role` is `minimum` or stronger. */
export const includesRole = (role: Role, minimum: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(minimum);
