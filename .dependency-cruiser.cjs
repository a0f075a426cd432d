// Imports run downward only; the pure floors know nothing of the world.
// Each floor with the floors that it may import, lowest first. `src/fault.ts`, `retry.ts`, `semaphore.ts` and `wording` are open to all.
const judging = ['hangul', 'article', 'rules', 'relevance', 'judge'];
const mayImport = {
  wording: [],
  hangul: [],
  article: ['hangul'],
  rules: ['article', 'hangul'],
  relevance: ['article', 'hangul'],
  judge: ['relevance', 'rules', 'article', 'hangul'],
  campaign: [...judging],
  training: ['relevance', 'article', 'hangul'],
  evaluation: [...judging, 'training'],
  moderation: [...judging, 'campaign'],
  assets: [...judging],
  asking: [...judging],
  storage: ['assets'],
  dumps: ['article', 'hangul', 'assets', 'storage'],
  library: [...judging, 'assets'],
  report: [...judging, 'campaign', 'assets'],
  store: [...judging, 'campaign', 'moderation', 'assets'],
  batch: [...judging, 'campaign', 'training', 'assets', 'storage', 'dumps', 'report', 'store'],
  bot: [
    ...judging,
    'campaign',
    'training',
    'evaluation',
    'moderation',
    'assets',
    'asking',
    'storage',
    'dumps',
    'report',
    'store',
    'batch',
  ],
  cli: [
    ...judging,
    'campaign',
    'training',
    'evaluation',
    'moderation',
    'assets',
    'asking',
    'storage',
    'dumps',
    'report',
    'store',
    'batch',
    'bot',
  ],
};
const bundled = require('./build/bundled.json').map((name) => name.replaceAll('.', '\\.'));
const floors = Object.keys(mayImport);
const pure = ['wording', ...judging, 'campaign', 'training', 'evaluation', 'moderation'];

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...floors.map((floor) => ({
      name: `${floor}-imports-downward`,
      severity: 'error',
      from: { path: `^src/${floor}/` },
      to: {
        path: '^src/',
        pathNot: `^src/((fault|retry|semaphore)\\.ts|(${[floor, 'wording', ...mayImport[floor]].join('|')})/)`,
      },
    })),
    {
      name: 'wording-imports-sentences-only',
      severity: 'error',
      from: { path: '^src/wording/' },
      to: { pathNot: '^src/(wording/|fault\\.ts$)' },
    },
    {
      name: 'training-is-for-making-models',
      severity: 'error',
      comment: 'what judges does not need what trains; a batch and the bot adapt the model to what they read',
      from: { path: '^src/', pathNot: '^src/(training|evaluation|batch|bot|cli)/' },
      to: { path: '^src/training/' },
    },
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
      // The combiner is fitted by models/make/combiner.ts.
      from: { orphan: true, pathNot: '(main|fault|\\.d|monotone-logistic)\\.ts$' },
      to: {},
    },
    {
      name: 'not-to-dev',
      severity: 'error',
      comment: 'packages that the build makes part of dist/ are installed for development only',
      from: { path: '^src' },
      to: { dependencyTypes: ['npm-dev'], pathNot: `node_modules/(${bundled.join('|')})/` },
    },
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
