/**
 * Generates a dump: articles of some forty subjects, each with invented names of its own, and comments: 75% about their
 * article, 15% without a subject, and 10% about something else (posts of a campaign, adverts, and comments on another
 * article of the dump). Comments and bodies match real ones in length and in the density of words from the rule packs.
 * The same arguments give the same bytes.
 *
 * npx tsx bench/batch/make.ts --comments 1000000 --articles 50000 [--seed 7] [--shuffled] [--truth FILE] > dump.jsonl
 */
import { createWriteStream, readdirSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { pick, type Random, seededRandom, shuffle } from '../../src/training/index.js';

/** A generated comment with its label. */
export interface MadeComment {
  readonly id: string;
  readonly articleId: string;
  readonly text: string;
  readonly label: 'on-topic' | 'off-topic' | 'unclear';
}

export interface MadeArticle {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly publishedAt: string;
  readonly comments: readonly MadeComment[];
}

interface Subject {
  readonly id: string;
  readonly words: readonly string[];
}

const SYLLABLES = [
  ...'가나다라마바사아자차카타파하강남동서문민박배성송신안양우유윤은이인임장전정조주지진채천최태표한현홍황희',
];
const ENDS = [
  '전자',
  '건설',
  '제약',
  '은행',
  '물산',
  '시장',
  '의원',
  '감독',
  '교수',
  '대표',
  '마을',
  '초등학교',
  '아파트',
  '병원',
  '선수',
  '연구원',
];
const HAPPENED = [
  '논란',
  '결국 사과',
  '첫 공개',
  '전면 중단',
  '다시 열린다',
  '역대 최고',
  '조사 착수',
  '합의',
  '무산',
  '연기',
  '확대',
  '폐지 검토',
  '긴급 점검',
  '화제',
  '비판 잇따라',
  '대책 발표',
];
const SAYINGS = [
  '은 정말 문제네요',
  '가 또 이러네',
  '부터 제대로 해라',
  ' 때문에 화가 납니다',
  ' 응원합니다',
  '을 왜 이제야 하나',
  '는 예전부터 그랬다',
  ' 얘기는 그만 좀',
  ' 대책이 없다',
  '에 세금 쓰지 마라',
  '가 책임져야지',
  ' 잘하고 있다고 봅니다',
  '는 국민이 우습나',
  ' 기사 잘 봤습니다',
  '가 이 정도일 줄은 몰랐다',
  '을 누가 믿나',
];
/** Ordinary words without a subject; comments and articles consist mostly of them. */
const ORDINARY =
  '오늘 어제 지난주 올해 이번 다시 먼저 아직 벌써 정말 진짜 제발 그냥 너무 조금 훨씬 계속 결국 모두 다들 우리 나라 사람들이 국민들은 누구나 어디서 언제까지 이렇게 저렇게 그렇게 하는데 했는데 한다고 했다고 된다고 보니까 같은데 아닌가 맞는 말 틀린 말 좋은 나쁜 새로운 오래된 가장 많이 적게 빨리 천천히 함께 따로 위해 대한 관한 통해 따라 앞으로 뒤로 그래서 그런데 하지만 그리고 또한 만약 혹시 아마 분명히 솔직히 사실은 생각합니다 바랍니다 모르겠네요 보입니다 있습니다 없습니다 합시다 해야죠 되겠나 말이 되나 어쩌다 이런 일이 생기는지 알 수가 없다'.split(
    ' ',
  );
const FILLERS = [
  'ㅋㅋㅋㅋ',
  '공감합니다',
  '1빠',
  '헐',
  '진짜 어이없네',
  '에휴',
  '좋아요 누르고 갑니다',
  'ㅠㅠ',
  '이게 나라냐',
  '그러게요',
  '뭐지',
  '와 대박',
];
const CAMPAIGN = [
  '소액주주 힘내세요 거래정지 풀어라',
  '대유 주주들 억울합니다 거래재개 하라',
  '머유 상장폐지 막아주세요',
  '거ㄹH정지 피해자들 뭉칩시다 소액주주 연대',
  '주주 권리 보호 상법개정 꼭 통과',
  '대.유 거래재개 촉구합니다',
];
const ADVERTS = [
  '카톡 추가하고 무료 종목 받아가세요',
  '바카라 첫 충전 20% 텔레그램 문의',
  '당일 대출 신용불량 가능 상담 주세요',
  '토토 사이트 가입 코드 드립니다',
  '주식 리딩방 수익률 보장 링크 클릭',
];

/** Takes the subjects and their words from the rule packs. */
function subjects(folder: string): Subject[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name): Subject[] => {
      const pack = parse(readFileSync(path.join(folder, name), 'utf8')) as {
        id: string;
        role: string;
        rules: { any?: string[] }[];
      };
      if (pack.role !== 'article') return [];
      const words = pack.rules.flatMap(({ any = [] }) => any).filter((word) => /^[가-힣]{2,6}$/u.test(word));
      return words.length < 10 ? [] : [{ id: pack.id, words }];
    });
}

function nameOf(random: Random): string {
  const syllables = Array.from(
    { length: 2 + pick(random, 2) },
    () => SYLLABLES[pick(random, SYLLABLES.length)]!,
  );
  return syllables.join('') + ENDS[pick(random, ENDS.length)]!;
}

/**
 * Generates articles one by one, each with its comments: `comments / articles` on average, with a long tail of articles
 * with very many.
 */
export function* make(comments: number, articles: number, seed = 7, rules = 'rules'): Generator<MadeArticle> {
  const random = seededRandom(seed);
  const all = subjects(rules);
  const from = <T>(list: readonly T[]): T => list[pick(random, list.length)]!;
  const ordinary = (count: number): string => Array.from({ length: count }, () => from(ORDINARY)).join(' ');
  const latest: { readonly names: readonly string[]; readonly subject: Subject }[] = [];
  let made = 0;
  for (let a = 0; a < articles; a++) {
    const subject = from(all);
    const names = [nameOf(random), nameOf(random)];
    const own = Array.from({ length: 8 }, () => from(subject.words));
    const title = `${names[0]} ${own[0]} ${own[1]} ${from(HAPPENED)}… ${names[1]} “${own[2]} ${from(HAPPENED)}”`;
    const body = Array.from(
      { length: 20 },
      () =>
        `${from(names)}${from(['은', '는', '이', '가'])} ${ordinary(6)} ${from(own)} ${ordinary(4)} ${from(subject.words)} ${from(HAPPENED)} 소식을 ${ordinary(2)} 전했다.`,
    ).join(' ');
    latest.push({ names, subject });
    if (latest.length > 400) latest.shift();
    // Spread the remaining comments over the remaining articles, with a long tail as on portals.
    const mean = (comments - made) / (articles - a);
    const count =
      a === articles - 1
        ? comments - made
        : Math.min(comments - made, Math.round(mean * -Math.log(1 - random())));
    const under: MadeComment[] = [];
    for (let c = 0; c < count; c++) {
      const kind = random();
      const about = (who: readonly string[], words: readonly string[]): string => {
        const parts = Array.from(
          { length: 1 + pick(random, 3) },
          () =>
            `${ordinary(2 + pick(random, 6))} ${random() < 0.45 ? from(who) : from(words)}${from(SAYINGS)}`,
        );
        return parts.join('. ');
      };
      let text: string;
      let label: MadeComment['label'] = 'on-topic';
      if (kind < 0.15) [text, label] = [from(FILLERS), 'unclear'];
      else if (kind < 0.19)
        [text, label] = [`${from(CAMPAIGN)}${from(['', ' !!', ' 제발', ' ㅠㅠ'])}`, 'off-topic'];
      else if (kind < 0.21) [text, label] = [`${from(ADVERTS)} ${pick(random, 10000)}`, 'off-topic'];
      else if (kind < 0.25 && latest.length > 20) {
        const other = from(latest);
        [text, label] = [
          about(other.names, other.subject.words),
          other.subject === subject ? 'unclear' : 'off-topic',
        ];
      } else text = about(names, own);
      under.push({ id: `c${made++}`, articleId: `a${a}`, text, label });
    }
    const minute = Math.floor((a / articles) * 30 * 24 * 60);
    const publishedAt = new Date(Date.UTC(2026, 8, 1, 0, minute)).toISOString();
    yield { id: `a${a}`, title, body, publishedAt, comments: under };
  }
}

/** The rows of the dump as lines: each article before its comments, or all articles and then all comments shuffled. */
export function* rowsOf(made: Iterable<MadeArticle>, shuffled = false, seed = 7): Generator<string> {
  const late: string[] = [];
  for (const { id, title, body, publishedAt, comments } of made) {
    yield `${JSON.stringify({ type: 'article', id, title, body, publishedAt })}\n`;
    const start = Date.parse(publishedAt);
    for (const [i, comment] of comments.entries()) {
      const createdAt = new Date(start + (i + 1) * 61_000).toISOString();
      const row = `${JSON.stringify({ type: 'comment', id: comment.id, articleId: id, text: comment.text, author: `독자${comment.id.length * 7}`, createdAt })}\n`;
      if (shuffled) late.push(row);
      else yield row;
    }
  }
  yield* shuffle(late, seededRandom(seed));
}

if (process.argv[1] !== undefined && import.meta.url.endsWith(path.basename(process.argv[1]))) {
  const { values } = parseArgs({
    options: {
      comments: { type: 'string', default: '1000000' },
      articles: { type: 'string', default: '50000' },
      seed: { type: 'string', default: '7' },
      shuffled: { type: 'boolean', default: false },
      truth: { type: 'string' },
    },
  });
  const truth = values.truth === undefined ? undefined : createWriteStream(values.truth);
  const seed = Number(values.seed);
  const writingLabels = function* (made: Iterable<MadeArticle>): Generator<MadeArticle> {
    for (const article of made) {
      for (const { id, label } of article.comments) truth?.write(`${id}\t${label}\n`);
      yield article;
    }
  };
  let held = '';
  for (const row of rowsOf(
    writingLabels(make(Number(values.comments), Number(values.articles), seed)),
    values.shuffled,
    seed,
  )) {
    held += row;
    if (held.length < 1 << 18) continue;
    if (!process.stdout.write(held)) await once(process.stdout, 'drain');
    held = '';
  }
  process.stdout.write(held);
  truth?.end();
}
