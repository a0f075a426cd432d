import type { Article, Comment } from '../../src/article/article.js';
import type { Judged } from '../../src/judge/result.js';
import { ReportCollector } from '../../src/report/gather/collect.js';
import { reportPage, type ReportOptions } from '../../src/report/page.js';
import type { Reason, Result } from '../../src/judge/result.js';

// Made-up comments with made-up judgments for the report: what matters here is how they are shown.

const TITLES = [
  '시청 앞 분수대, 석 달 만에 다시 물을 뿜다',
  '동네 빵집 스무 곳이 함께 만든 지도',
  '장마 앞두고 하천 둑 점검 마쳐',
  '고등학생들이 만든 버스 도착 알림, 도시 전체로',
  '전통 시장 주차장 두 배로 넓힌다',
  '프로야구 막판 순위 싸움, 세 팀이 반 경기 차',
  '새 학기 급식에 지역 쌀 쓰기로',
  '밤사이 내린 눈에 출근길 지하철 붐벼',
  '도서관 주말 밤 열 시까지 문 연다',
  '전세 계약 확인, 이제 동사무소에서 한 번에',
  '바닷가 마을 빈집이 작은 미술관으로',
  '여름 전기 요금 계산법이 바뀐다',
  '어린이 보호 구역 신호등 새로 단다',
  '국산 인공위성, 첫 사진을 보내오다',
  '배추값 한 달 새 두 배, 까닭은',
  '오래된 극장이 다시 문을 열기까지',
  '자전거 도로 끊긴 곳 스무 군데 잇는다',
  '병원 예약 앱 한나절 멈춰, 환자들 불편',
  '축제 끝난 공원, 자원봉사자들이 치웠다',
  '마라톤 대회로 일요일 도심 교통 통제',
];

const ABOUT = [
  '잘 읽었습니다. 우리 동네도 이렇게 되면 좋겠네요',
  '이런 소식이 더 많았으면 합니다',
  '기사에 나온 곳에 가 봤는데 생각보다 한산했어요',
  '예산이 얼마나 들었는지도 적어 주세요',
  '작년에도 같은 말을 했는데 올해는 다르길 바랍니다',
  '주말에 아이들과 다녀와야겠어요',
];
const ELSEWHERE = [
  '한빛전선 주주들은 아직도 거래 재개만 기다립니다',
  '한빛 전선 감사 의견 거절, 소액 주주는 어디에 말해야 하나요',
  '한.빛.전.선 주주 모임 주소는 소개란에 있습니다',
  '이 기사와 상관없지만 한빛전선 사태를 알아 주세요. 개인 투자자 수만 명이 묶여 있습니다. 오늘도 아무도 책임지지 않습니다',
];
const VAGUE = ['ㅋㅋㅋㅋ', '그러게요', '화이팅', '헐'];

export function articleOf(n: number): Article {
  const title = TITLES[n % TITLES.length]!;
  const again = n >= TITLES.length ? ` (${Math.floor(n / TITLES.length) + 1})` : '';
  return {
    id: `a${n}`,
    title: `${title}${again}`,
    body: `${title}. 어제 현장을 찾은 기자에게 사람들은 저마다 다른 이야기를 들려주었다. ${'담당자는 순서대로 진행하겠다고 말했다. '.repeat(4)}`,
    ...(n % 3 === 0 ? {} : { url: `https://news.example/${n}?from=report` }),
  };
}

function reason(kind: Reason['kind'], id: string, weight: number, more: Partial<Reason> = {}): Reason {
  return { kind, id, weight, ...more };
}

function spanOf(text: string, words: string): Pick<Reason, 'span' | 'text'> {
  const at = text.indexOf(words);
  return at === -1 ? {} : { span: [at, at + words.length], text: words };
}

/** A number without pattern for comment `n`, the same each time. */
function mixed(n: number, salt: number): number {
  let hash = Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

const WORDS = [...TITLES, ...ABOUT].flatMap((text) => text.split(/[ ,.]+/)).filter((word) => word !== '');

/** A dozen words, so that comments pack no better than real ones. */
function someWords(n: number): string {
  return Array.from({ length: 12 }, (_, at) => WORDS[mixed(n, 100 + at) % WORDS.length]).join(' ');
}

/** Comment `n` of a made-up dump with so many articles; the same for the same numbers. */
export function judgedOf(n: number, articles = TITLES.length, flagged = false): Judged {
  const article = articleOf(mixed(n, 1) % articles);
  const kind = flagged ? 0 : mixed(n, 2 + (mixed(n, 1) % 3)) % 10;
  const created = new Date(Date.UTC(2026, 4, 1, 3) + (mixed(n, 9) % 480) * 3_600_000).toISOString();
  const make = (text: string, result: Partial<Result>): Judged => ({
    article,
    comment: { id: `c${n}`, articleId: article.id, text, author: `독자${n % 37}`, createdAt: created },
    result: {
      commentId: `c${n}`,
      articleId: article.id,
      verdict: 'unclear',
      score: 0.4,
      flag: false,
      review: false,
      reasons: [],
      home: null,
      campaign: null,
      ...result,
    },
  });
  if (kind < 3) {
    const written = ['한빛전선', '한빛 전선', '한.빛.전.선'];
    const text = `${ELSEWHERE[mixed(n, 4) % ELSEWHERE.length]!}${flagged ? ` ${n}번째 ${someWords(n)}` : ''}`;
    const found = written.map((words) => spanOf(text, words)).find(({ span }) => span !== undefined) ?? {};
    const score = kind === 2 ? 0.72 + (n % 9) / 100 : 0.93 + (n % 60) / 1000;
    const home = articleOf((mixed(n, 1) + 1) % articles);
    return make(text, {
      verdict: 'off-topic',
      score,
      flag: kind < 2,
      review: true,
      reasons: [
        reason('rule', `shareholders/${n % 5}`, 3.4, {
          ...found,
          reads: '한빛전선',
          via: text.startsWith('한.') ? ['gap' as const] : [],
          title: { ko: '소액 주주·거래 정지', en: 'Minority shareholders, trading halt' },
        }),
        reason('article', 'article/none', 0.9, {
          title: { ko: '기사에 없는 말뿐', en: 'No word of the article' },
        }),
        reason('home', home.id, 0.6, {
          title: { ko: `더 맞는 기사: ${home.title}`, en: `Fits better: ${home.title}` },
        }),
      ],
      home: n % 4 === 0 ? { articleId: home.id, score: 0.81 } : null,
    });
  }
  if (kind < 8) {
    const word = article.title.split(/[ ,]+/)[0]!;
    const text = `${word} ${ABOUT[mixed(n, 4) % ABOUT.length]!}`;
    return make(text, {
      verdict: 'on-topic',
      score: 0.02 + (n % 23) / 100,
      reasons: [
        reason('article', 'article/words', -1.8, {
          ...spanOf(text, word),
          title: { ko: '기사에 나오는 말', en: 'Words of the article' },
        }),
      ],
    });
  }
  return make(VAGUE[mixed(n, 4) % VAGUE.length]!, {
    score: 0.35 + (n % 20) / 100,
    reasons: [reason('filler', 'filler', 0)],
  });
}

/** A collector that saw the first comments of the made-up dump. */
export function collectedOf(comments: number, articles?: number, most?: number): ReportCollector {
  const collected = new ReportCollector(most);
  for (let n = 0; n < comments; n++) collected.add(judgedOf(n, articles));
  return collected;
}

/** One comment with a result of one's own. */
export function judgedWith(
  comment: Partial<Comment>,
  result: Partial<Result> = {},
  article: Partial<Article> = {},
): Judged {
  const base = judgedOf(0);
  return {
    article: { ...base.article, ...article },
    comment: { ...base.comment, ...comment },
    result: { ...base.result, reasons: [], home: null, ...result },
  };
}

/** The report as one string. */
export function pageOf(collected: ReportCollector, options: Partial<ReportOptions> = {}): string {
  return [...reportPage(collected, { language: 'ko', sources: ['댓글.jsonl'], rejects: 0, ...options })].join(
    '',
  );
}
