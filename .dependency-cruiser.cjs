/**
 * The floors of docs/architecture.md: imports go down only, siblings do not meet, and each door to
 * the outside is single. test/habits proves that every rule bites.
 */

/** What a project may import of ours; one line per line of the floors table. */
const FLOORS = {
  'apps/gateway': [
    'contracts',
    'platform',
    'replies',
    'task-queue',
    'reply-transports',
    'backend-client',
  ],
  'apps/order-worker': [
    'contracts',
    'platform',
    'replies',
    'task-queue',
    'reply-transports',
    'backend-client',
  ],
  'apps/mock-backend': ['contracts', 'platform'],
  'apps/lab': ['contracts', 'simulation', 'client'],
  'libs/task-queue': ['contracts', 'platform'],
  'libs/reply-transports': ['contracts', 'platform', 'replies'],
  'libs/backend-client': ['contracts', 'platform'],
  'libs/replies': ['contracts'],
  'libs/platform': ['contracts'],
  'libs/client': ['contracts'],
  'libs/contracts': [],
  'libs/simulation': [],
};

/** Specs and what serves them only may reach for test/support and for real clients. */
const TEST_CODE = String.raw`(\.spec\.ts|\.int-spec\.ts|\.broker-spec\.ts|/testing/)`;

/** What the features of an app stand on; it imports none of them. */
const APP_GROUND = '^apps/(gateway/src/orders|order-worker/src/(tasks|limiter)|lab/src/page)/';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const floorRules = Object.entries(FLOORS).map(([project, allowed]) =>
  forbid(
    `floor-${project.replace('/', '-')}`,
    `${project} may import of ours: ${allowed.join(', ') || 'nothing'}.`,
    { path: `^${project}/` },
    {
      path: '^(apps|libs)/',
      pathNot: [`^${project}/`, ...allowed.map((lib) => `^libs/${lib}/`)],
    },
  ),
);

const houseRules = [
  forbid(
    'no-circles',
    'Two files that need each other are one file, or lack a third.',
    {},
    { circular: true },
  ),
  forbid(
    'across-projects-by-index',
    'Another project is entered by its index only; the rest is its own business.',
    { path: '^(apps|libs)/([^/]+)/' },
    {
      path: '^libs/',
      pathNot: ['^libs/$2/', String.raw`^libs/[^/]+/src/(testing/)?index\.ts$`],
    },
  ),
  forbid(
    'testing-in-tests',
    "What a lib offers to other projects' specs is for specs.",
    { path: '^(apps|libs)/', pathNot: TEST_CODE },
    { path: '/testing/' },
  ),
  forbid(
    'across-projects-by-name',
    'Another project is named @sluice/<lib>, not found by a path.',
    { path: '^(apps|libs)/([^/]+)/' },
    {
      path: '^libs/',
      pathNot: '^libs/$2/',
      dependencyTypes: ['local'],
      dependencyTypesNot: ['aliased'],
    },
  ),
  forbid(
    'not-own-index',
    'Inside a lib imports are relative; over its own index they make circles.',
    { path: '^libs/([^/]+)/', pathNot: String.raw`^libs/[^/]+/(src/index\.ts$|examples/)` },
    { path: String.raw`^libs/$1/src/index\.ts$` },
  ),
  forbid(
    'features-side-by-side',
    'Sibling features of an app do not import each other; its module joins them.',
    { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: TEST_CODE },
    { path: '^apps/$1/src/[^/]+/', pathNot: ['^apps/$1/src/$2/', APP_GROUND] },
  ),
  forbid(
    'product-without-tools',
    'What runs in production needs neither tests nor scripts nor benchmarks.',
    { path: '^(apps|libs)/', pathNot: TEST_CODE },
    { path: '^(test|scripts|bench|k6)/' },
  ),
  forbid(
    'tools-outside',
    'Scripts and benchmarks drive the apps from outside, over HTTP.',
    { path: '^(scripts|bench)/' },
    { path: '^(apps|libs)/' },
  ),
  forbid(
    'k6-by-itself',
    'The suites run in k6: of imports they have its own modules and each other.',
    { path: '^k6/', pathNot: TEST_CODE },
    { pathNot: ['^k6(/|$)', '^node_modules/@types/k6/'] },
  ),
  forbid(
    'nothing-missing',
    'Every import leads somewhere.',
    { path: '^(apps|libs|scripts|test|bench)/' },
    { couldNotResolve: true },
  ),
];

/** Doors that are single: one place knows this, and nobody else. */
const doorRules = [
  forbid(
    'client-types-only',
    'In a browser there is no validator: of the contracts the client takes types.',
    { path: '^libs/client/', pathNot: TEST_CODE },
    { path: '^libs/contracts/', dependencyTypesNot: ['type-only'] },
  ),
  forbid(
    'replies-without-framework',
    'The reply ports know neither Nest nor a broker.',
    { path: '^libs/replies/' },
    { path: '^node_modules/(@nestjs|ioredis|bull|kafkajs|amqplib|nats|rhea|@confluentinc)' },
  ),
  forbid(
    'kafka-door',
    "Kafka's client is known in reply-transports/kafka only.",
    { path: '^(apps|libs)/', pathNot: '^libs/reply-transports/src/kafka/' },
    { path: String.raw`^node_modules/(kafkajs|@confluentinc|@platformatic/kafka)` },
  ),
  forbid(
    'contracts-plain',
    'The contract is shared with everybody: no framework, no I/O.',
    { path: '^libs/contracts/', pathNot: TEST_CODE },
    { path: '^node_modules/(@nestjs|ioredis|bull|fastify|undici|pino)' },
  ),
  forbid(
    'simulation-pure',
    'The simulation runs in a browser and gives the same result each time.',
    { path: '^libs/simulation/', pathNot: TEST_CODE },
    { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional'] },
  ),
];

module.exports = {
  forbidden: [...floorRules, ...houseRules, ...doorRules],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
