import type { DB } from './schema.gen.ts';

export type { JsonColumn } from './json-column.ts';
export { newestFirst } from './newest-first.ts';
export { jsonOrNull, present } from './nullable-columns.ts';

/** All tables of all contexts, keyed `<schema>.<table>` in camelCase; generated from the migrations. */
export type Database = DB;

/** The tables of one context's schema, so that a query on another context's table does not compile. */
export type TablesOf<Schema extends string> = { [Table in keyof DB as Table extends `${Schema}.${string}` ? Table : never]: DB[Table] };
