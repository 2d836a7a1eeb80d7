import type { ConnectionLike } from '@temporalio/client';

const ALREADY_EXISTS = 6;
/** Values of `temporal.api.enums.v1.IndexedValueType`. */
const INDEXED_VALUE_TYPES = { KEYWORD: 2, KEYWORD_LIST: 7 } as const;

/** Makes custom search attributes known to a namespace; those that it knows stay. One that is there with another type is an error of the server's. */
export async function registerSearchAttributes(
  { operatorService }: { readonly operatorService: ConnectionLike['operatorService'] },
  namespace: string,
  attributes: Readonly<Record<string, keyof typeof INDEXED_VALUE_TYPES>>,
): Promise<void> {
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(attributes).filter(([name]) => !(name in customAttributes));
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing.map(([name, type]) => [name, INDEXED_VALUE_TYPES[type]]));
  await operatorService.addSearchAttributes({ namespace, searchAttributes }).catch((error: unknown) => {
    // Another worker was faster.
    if (!(error instanceof Error && 'code' in error && error.code === ALREADY_EXISTS)) throw error;
  });
}
