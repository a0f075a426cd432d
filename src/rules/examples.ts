/** What an author may write for each key of a pack; one line that can be pasted. */
const EXAMPLES: Readonly<Record<string, string>> = {
  id: 'id: service-outage',
  title: 'title: { ko: 서비스 장애, en: Service outage }',
  ko: 'ko: 서비스 장애',
  en: 'en: Service outage',
  role: 'role: article',
  topic: 'topic: { at: 3 }',
  'rule.topic': 'topic: 3',
  at: 'at: 3',
  'title-at': 'title-at: 2',
  groups: 'groups: { halt: [거래정지, 상장폐지] }',
  rules: 'rules: [{ id: outage, weight: 2, any: [먹통] }]',
  weight: 'weight: 2.5',
  any: 'any: [먹통, 접속장애]',
  all: 'all: [$halt, [주주, 개미]]',
  none: 'none: [공시]',
  near: 'near: { terms: [리딩방, [무료, 입장]], within: 4 }',
  terms: 'terms: [리딩방, [무료, 입장]]',
  within: 'within: 4',
  pattern: "pattern: '01[016789]-?\\d{4}'",
  unless: 'unless: [대유행, 화천대유]',
  ways: 'ways: [gap, lookalike]',
  place: 'place: edge',
  whole: 'whole: true',
  text: 'text: 먹통',
};

const RULE = '- { id: outage, weight: 2, any: [먹통] }';
const PACK = 'id, title, role, rules';

/** An example for a key of a pack; for the pack itself its keys, for anything else a rule. */
export function exampleOf(field: string | null): string {
  if (field === null) return PACK;
  return Object.hasOwn(EXAMPLES, field) ? (EXAMPLES[field] ?? RULE) : RULE;
}
