// Imports run downward only; the pure floors know nothing of the world.
const floors = [
  'hangul',
  'article',
  'rules',
  'relevance',
  'judge',
  'measure',
  'campaign',
  'review',
  'shipped',
  'store',
  'batch',
  'bot',
  'cli',
];
const mayImport = {
  hangul: [],
  article: ['hangul'],
  rules: ['article', 'hangul'],
  relevance: ['article', 'hangul'],
  judge: ['relevance', 'rules', 'article', 'hangul'],
  measure: ['judge', 'relevance', 'rules', 'article', 'hangul'],
  campaign: ['relevance', 'rules', 'article', 'hangul'],
  review: ['judge', 'campaign', 'relevance', 'rules', 'article', 'hangul'],
  shipped: ['judge', 'relevance', 'rules', 'article', 'hangul'],
  store: ['review', 'judge', 'campaign', 'relevance', 'rules', 'article', 'hangul'],
  batch: ['shipped', 'store', 'review', 'judge', 'campaign', 'relevance', 'rules', 'article', 'hangul'],
  bot: [
    'batch',
    'measure',
    'shipped',
    'store',
    'review',
    'judge',
    'campaign',
    'relevance',
    'rules',
    'article',
    'hangul',
  ],
  cli: [
    'bot',
    'measure',
    'batch',
    'shipped',
    'store',
    'review',
    'judge',
    'campaign',
    'relevance',
    'rules',
    'article',
    'hangul',
  ],
};
const pure = ['hangul', 'article', 'rules', 'relevance', 'judge', 'measure', 'campaign', 'review'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...floors.map((floor) => ({
      name: `${floor}-imports-downward`,
      severity: 'error',
      from: { path: `^src/${floor}/` },
      to: { path: '^src/', pathNot: `^src/(fault\\.ts|(${[floor, ...mayImport[floor]].join('|')})/)` },
    })),
    {
      name: 'pure-floors-do-no-io',
      severity: 'error',
      comment: 'the pure floors take bytes and give values: no files, no network, no processes, no Discord',
      from: { path: `^src/(${pure.join('|')})/` },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|child_process|worker_threads|process|os|dns|tls)$|node_modules/discord\\.js',
      },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, pathNot: '(main|fault|\\.d)\\.ts$' },
      to: {},
    },
    { name: 'not-to-dev', severity: 'error', from: { path: '^src' }, to: { dependencyTypes: ['npm-dev'] } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
