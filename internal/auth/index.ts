export { API_KEY_SCOPES, isPermission, type Permission, PERMISSIONS, permits, type Access, type Requirement } from './domain/permissions.ts';
export { ROLES } from './domain/role.ts';
export { NO_TENANT } from './domain/tenant.ts';
