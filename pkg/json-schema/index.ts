export { DataSchemas } from './data-schemas.ts';
