import { Client } from 'pg';

/** Copies a database that nobody is connected to. */
export async function copyDatabase(adminUrl: string, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await withAdmin(adminUrl, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(to)} TEMPLATE ${client.escapeIdentifier(from)}`));
}

/** Removes a database, with whoever is still connected to it. */
export async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withAdmin(adminUrl, (client) => client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`));
}

async function withAdmin(adminUrl: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = '/postgres'; // not the database itself: copying needs it free
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
