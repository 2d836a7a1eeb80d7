import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely';
import type { PoolClient } from 'pg';
import { StatementNames } from './statement-names.ts';

// Stored JSON keeps its keys: only column names change their case.
const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true })];
const dialect = {
  createDriver: () => new DummyDriver(),
  createQueryCompiler: () => new PostgresQueryCompiler(),
  createAdapter: () => new PostgresAdapter(),
  createIntrospector: (db: ConstructorParameters<typeof PostgresIntrospector>[0]) => new PostgresIntrospector(db),
};
const driver = new DummyDriver();
const noConnection = { provideConnection: () => Promise.reject(new Error('a query was built outside of a transaction')) };
const executor = new DefaultQueryExecutor(new PostgresQueryCompiler(), new PostgresAdapter(), noConnection, plugins);
const names = new StatementNames();

/** A kysely transaction over a connection on which somebody else says BEGIN and COMMIT. */
export interface OpenTransaction<Database> {
  readonly trx: Transaction<Database>;
  /** From now on every query is refused: the connection belongs to somebody else. */
  close(): void;
}

/** Wraps `client`; statements are prepared once per connection, camelCase in TypeScript and snake_case in SQL. */
export function openTransaction<Database>(client: PoolClient): OpenTransaction<Database> {
  const connection = new BorrowedConnection(client);
  const provider = { provideConnection: <T>(consumer: (connection: DatabaseConnection) => Promise<T>) => consumer(connection) };
  const trx = new Transaction<Database>({ config: { dialect }, dialect, driver, executor: executor.withConnectionProvider(provider) });
  return { trx, close: () => { connection.closed = true; } };
}

const COUNTED = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

class BorrowedConnection implements DatabaseConnection {
  closed = false;

  constructor(private readonly client: PoolClient) {}

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.closed) throw new Error('the transaction is over: a query was not awaited inside it');
    const { command, rowCount, rows } = await this.client.query({ ...names.of(sql), text: sql, values: [...parameters] });
    return COUNTED.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0), rows: rows as R[] } : { rows: rows as R[] };
  }

  // eslint-disable-next-line require-yield -- a stream is never handed out: lists are read page by page
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not supported');
  }
}
