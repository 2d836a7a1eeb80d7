import type { ColumnType } from 'kysely';
import type { Json, JsonObject } from '#internal/kernel';

/**
 * A jsonb column. Objects go in as they are; anything else as JSON text (`JSON.stringify`), because the driver would turn a
 * JavaScript array into a PostgreSQL array.
 */
export type JsonColumn = ColumnType<Json, JsonObject | string, JsonObject | string>;
