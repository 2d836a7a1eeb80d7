import type { Json } from '#internal/kernel';

/** JSON Schemas of definitions, bounded in time and memory: both throw `unavailable` when the machine is too busy to tell. */
export interface SchemaChecks {
  /** Why a value is no JSON Schema that stands for itself; undefined when it is one. */
  schemaFault(schema: Json): Promise<string | undefined>;
  /** How data breaks a schema, in words; undefined when it does not. What cannot be checked within the bounds breaks it. */
  dataFault(schema: Json, data: Json): Promise<string | undefined>;
}
