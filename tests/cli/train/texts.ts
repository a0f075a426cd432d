import { pick, type Random, seededRandom } from '../../../src/training/random.js';

/** A row of an archive, as crawlers write them. */
export type ArchiveRow = Readonly<Record<string, string | null>>;

/** What articles are about, with words that only comments on it use, by section. */
const SUBJECTS: readonly (readonly [string, string, readonly string[]])[] = [
  ['economy', '전세 대출', ['금리', '집주인', '보증금', '이사', '은행']],
  ['economy', '배추 값', ['김장', '시장', '포기', '장마', '농민']],
  ['economy', '버스 요금', ['배차', '환승', '기사님', '교통카드', '출근길']],
  ['economy', '반도체 수출', ['공장', '재고', '메모리', '환율', '주문']],
  ['society', '초등학교 급식', ['영양사', '반찬', '식판', '학부모', '조리실']],
  ['society', '지하 주차장 화재', ['소방차', '배터리', '연기', '충전소', '대피']],
  ['society', '도서관 야간 개관', ['사서', '열람실', '책', '시험 기간', '자리']],
  ['society', '두루미 서식지', ['철새', '저수지', '사진', '갈대밭', '먹이']],
  ['sports', '프로배구 개막전', ['세터', '서브', '블로킹', '감독', '역전']],
  ['sports', '야구 한국시리즈', ['투수', '홈런', '불펜', '타선', '우승']],
  ['sports', '마라톤 대회', ['기록', '완주', '신발', '코스', '물집']],
  ['sports', '컬링 대표팀', ['스톤', '빗자루', '스킵', '빙판', '메달']],
  ['culture', '금관 특별전', ['박물관', '신라', '예약', '유리관', '해설사']],
  ['culture', '소금빵 열풍', ['빵집', '반죽', '줄', '버터', '제빵사']],
  ['culture', '사극 드라마', ['주연', '한복', '대사', '원작', '시청률']],
  ['culture', '가수 새 음반', ['타이틀곡', '안무', '팬', '음원', '콘서트']],
];
const PLACES = [
  '서울',
  '부산',
  '대구',
  '광주',
  '대전',
  '울산',
  '수원',
  '전주',
  '춘천',
  '제주',
  '여수',
  '강릉',
];
const TURNS = [
  '논란 커져',
  '한 달째 이어져',
  '대책 나왔다',
  '시민들 줄 섰다',
  '내년부터 바뀐다',
  '끝내 무산',
];
const VIEWS = [
  '정말 문제네요',
  '이래서 되겠나',
  '기대했는데 아쉽다',
  '더 늘려야 합니다',
  '누가 책임지나',
  '반갑네요',
];
const TAILS = ['', ' 다들 어떻게 보세요', ' 작년에도 그러더니', ' 우리 동네도 그래요', ' 진작 했어야지'];

const one = <T>(items: readonly T[], random: Random): T => items[pick(random, items.length)]!;

/** `은` after a final consonant, `는` after none. */
const topic = (word: string): string =>
  `${word}${(word.charCodeAt(word.length - 1) - 0xac00) % 28 === 0 ? '는' : '은'}`;

/** A generated archive: so many articles over three months, each with 4 to 9 comments on its subject. */
export function archiveRows(articles: number, seed: number): ArchiveRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: articles }, (_, number) => number).flatMap((number) => {
    const [section, subject, words] = one(SUBJECTS, random);
    const place = one(PLACES, random);
    const id = `a${number}`;
    const date = new Date(Date.UTC(2025, 8, 1 + Math.floor((90 * number) / articles))).toISOString();
    const say = (): string =>
      `${random() < 0.5 ? `${place} ` : ''}${one(words, random)} ${topic(one(words, random))} ${one(VIEWS, random)}${one(TAILS, random)}`;
    const title = `${place} ${subject}, ${one(TURNS, random)}`;
    const body = `${place}에서 ${subject} 이야기가 나왔다. ${topic(one(words, random))} 그대로다. ${one(words, random)} 탓이라는 말도 있다.`;
    return [
      { type: 'article', id, title, body, date, section },
      ...Array.from({ length: 4 + pick(random, 6) }, () => ({ type: 'comment', articleId: id, text: say() })),
    ];
  });
}

/** JSON Lines. */
export const jsonLines = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');
