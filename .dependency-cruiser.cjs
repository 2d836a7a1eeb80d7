/** The borders of ARCHITECTURE.md, section 2, as rules. test/architecture shows each of them turn red on a planted violation. */
const own = (...layers) => layers.map((layer) => `^internal/$1/${layer}/`);
const kernel = '^internal/kernel/';
const published = '^internal/[^/]+/index\\.ts$';
/** Libraries whose types are the words of a field, as matchers are: samples, queries, rules. */
const vocabulary = '^pkg/(sample-model|remote-write|promql|label-index|prometheus-rules|go-template|baseline|alertmanager|go-yaml)/';
const test = '\\.(test|contract)\\.ts$';
const driven = 'postgres|clickhouse|kafka|temporal|kubernetes|keycloak|egress|channels|remote|threads';
const adapters = `http|grpc|smtp|realtime|consumers|activities|${driven}`;
const only = (layer, allowed, comment) => ({
  name: `${layer}-imports`,
  comment,
  severity: 'error',
  from: { path: `^internal/([^/]+)/${layer}/`, pathNot: [test, '^internal/(app|platform)/'] },
  to: { pathNot: allowed },
});
const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    only('domain', [...own('domain'), kernel, vocabulary, '^pkg/(apperror|backoff|matchers)/'], 'Plain TypeScript: no I/O, no npm, no other context.'),
    only('ports', [...own('domain', 'ports'), kernel, published, vocabulary, '^pkg/matchers/'], 'A port speaks the language of the domain.'),
    only('service', [...own('domain', 'ports', 'service'), kernel, published, vocabulary, '^pkg/(apperror|validation|matchers|exposition|otlp-metrics)/'], 'A use case sees ports, never an adapter.'),
    only(
      'workflows',
      [...own('workflows', 'domain', 'activities'), kernel, '^pkg/(apperror|saga)/', 'node_modules/@temporalio/(workflow|common)/'],
      'Sandboxed code.',
    ),
    never(
      'activities-as-types',
      { path: '/workflows/', pathNot: test },
      { path: '/activities/', dependencyTypesNot: ['type-only'] },
      'Use import type; the worker registers the functions.',
    ),
    never(
      'adapters-do-not-meet',
      { path: `^internal/(?!app/|platform/)([^/]+)/(${adapters})/`, pathNot: test },
      { path: `^internal/$1/(${adapters})/`, pathNot: '^internal/$1/$2/' },
      'Adapters meet in module.ts.',
    ),
    never(
      'driven-knows-no-use-case',
      { path: `^internal/([^/]+)/(${driven})/`, pathNot: test },
      { path: '^internal/$1/service/' },
      'A driven adapter serves a port; it does not call back.',
    ),
    never(
      'cross-context-by-index',
      { path: '^internal/(?!app/)([^/]+)/' },
      { path: '^internal/[^/]+/', pathNot: ['^internal/$1/', published, kernel, '^internal/(db|platform)/'] },
      'Another context is reached through its index.ts.',
    ),
    never(
      'contexts-meet-as-types',
      { path: '^internal/(?!app/)([^/]+)/', pathNot: test },
      { path: '^internal/(?!kernel/|platform/|db/)[^/]+/index\\.ts$', pathNot: '^internal/$1/', dependencyTypesNot: ['type-only'] },
      'Behaviour comes through a port that internal/app fills.',
    ),
    never('only-app-composes', { path: '^internal/(?!app/)', pathNot: test }, { path: '^internal/[^/]+/module\\.ts$' }, 'module.ts belongs to the composition root.'),
    never('fakes-in-tests-only', { pathNot: ['\\.(test|contract)\\.ts$', '^test/', '/fakes/'] }, { path: '/fakes/' }, 'Fakes never ship.'),
    never('pkg-knows-no-product', { path: '^pkg/' }, { path: '^(internal|cmd)/' }, 'pkg could be published.'),
    never('sdk-stands-alone', { path: '^sdk/', pathNot: test }, { path: '^(internal|cmd|pkg|test)/' }, 'People install it without the product.'),
    never('product-needs-no-sdk', { path: '^(internal|cmd|pkg)/' }, { path: '^sdk/' }, 'An agent talks to the product by its public interfaces.'),
    never(
      'sandbox-reaches-no-node',
      { path: '^cmd/worker/workflows\\.ts$' },
      { path: '^(node:|fs$|crypto$)|node_modules/(pg|kysely|express|pino|@temporalio/(client|worker|activity))/', reachable: true },
      'Follow the chain: something pure imports something that is not.',
    ),
    never('no-cycles', {}, { circular: true }, 'Move the shared piece down.'),
    never('no-orphans', { orphan: true, pathNot: ['\\.d\\.ts$', '\\.config\\.', '^cmd/', '^sdk/[^/]+/examples/', '^test/', '\\.(test|contract)\\.ts$'] }, {}, 'Nobody imports this file.'),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist' },
    enhancedResolveOptions: { conditionNames: ['source', 'import', 'require', 'node', 'default'], exportsFields: ['exports'] },
  },
};
