export { dataFault, schemaFault } from './data-schemas.ts';
