import { testIssuer } from './test-issuer.ts';
import { type TestUrls, useOwnDatabase } from './test-databases.ts';
import { startProduct, type Product } from './product.ts';
import { testTemporalAddress } from './temporal.ts';

/** The product of a suite, to be used in tests and hooks only. */
export interface SuiteProduct {
  readonly product: Product;
  readonly urls: TestUrls;
  readonly issuer: string;
}

/** Starts the product on a database of the suite's own before its tests, and stops it after them. Once per file: it takes seconds. */
export function useProduct({ temporalAddress = testTemporalAddress, environment = {} }: { readonly temporalAddress?: () => string | Promise<string>; readonly environment?: Readonly<Record<string, string>> } = {}): SuiteProduct {
  let product: Product | undefined;
  afterAll(() => product?.stop(), 40_000); // before the database goes: hooks run in the order in which they are written
  const urls = useOwnDatabase();
  beforeAll(async () => {
    product = await startProduct({ urls, temporalAddress: await temporalAddress(), issuer: testIssuer(), environment });
  }, 60_000);
  return {
    urls,
    get product() {
      if (!product) throw new Error('the product runs in tests and hooks only');
      return product;
    },
    get issuer() {
      return testIssuer();
    },
  };
}
