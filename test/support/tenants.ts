import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { type Actor, asTenantId, type TenantId } from '#internal/kernel';

/** A tenant nobody else uses: suites share a database and never clean up. */
export const someTenant = (): TenantId => asTenantId(uuidv7());

/** A person of a fresh tenant, or of the given one, with a correlation id of their own. */
export const someActor = (given: Partial<Actor> = {}): Actor => ({
  tenantId: given.tenantId ?? someTenant(),
  subject: 'ana',
  kind: 'user',
  name: 'Ana',
  correlationId: randomBytes(16).toString('hex'),
  via: 'test',
  ...given,
});
