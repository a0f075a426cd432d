import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Article } from '../../src/article/index.js';
import { BY_RULES, createJudge, PAGE_SHARE, resultSchema } from '../../src/judge/index.js';
import type { Result } from '../../src/judge/index.js';
import { checkPack, compilePacks } from '../../src/rules/index.js';
import type { Pack } from '../../src/rules/index.js';
import { gatherReasons } from '../../src/judge/explain.js';
import { judgeFixtures } from './fixture-set.js';
import { lexicon } from '../hangul/lexicon-file.js';
import { judge } from './shipped.js';

const outage: Article = {
  id: 'outage',
  title: '카카오 서비스 사흘째 장애… 데이터센터 화재 여파',
  body: '판교의 데이터센터에서 불이 나 카카오톡을 비롯한 카카오의 서비스가 멈췄다. 회사는 서버를 이중화하지 않아 복구가 늦어졌다고 밝혔다. 이용자들은 메시지를 보내지 못하고 택시를 부르지 못했다. 정부는 재발을 막을 대책을 마련하겠다고 했다.',
};
const daeyu: Article = {
  id: 'daeyu',
  title: '대유 거래정지 장기화… 소액주주들 거래 재개 촉구',
  body: '주식 거래가 정지된 대유의 소액주주들이 거래 재개를 촉구했다. 거래소는 상장 적격성 실질 심사를 이어 가고 있다.',
};
const say = (article: Article, text: string, known: readonly Article[] = []): Result =>
  judge.comment(article, { id: 'c', articleId: article.id, text }, known);

describe('기사가 편을 정한다', () => {
  const plea = '대유 소액주주들 힘냅시다 거래정지 풀어라';
  test('장애 기사 아래의 주주 글은 무관하다', () => {
    expect(say(outage, plea)).toMatchObject({ verdict: 'off-topic', flag: true });
  });
  test('대유 기사 아래의 주주 글은 관련 있다', () => {
    const result = say(daeyu, plea);
    expect(result).toMatchObject({ verdict: 'on-topic', flag: false });
    expect(result.reasons.filter(({ kind }) => kind === 'rule').every(({ weight }) => weight < 0)).toBe(true);
  });
  test('알려진 기사에 더 맞으면 그 기사를 가리킨다', () => {
    const result = say(outage, plea, [outage, daeyu]);
    expect(result.home).toMatchObject({ articleId: 'daeyu' });
    expect(result.reasons).toContainEqual(expect.objectContaining({ kind: 'home', id: 'daeyu' }));
    expect(say(daeyu, plea, [outage, daeyu]).home).toBeNull();
  });
});

describe('제목도 본문도 없는 기사', () => {
  const blank: Article = { id: 'blank', title: ' ', body: '동영상 뉴스' };
  const texts = [
    '영상 잘 봤습니다 자전거 도로 정말 어둡더라구요',
    '손흥민 골 넣은 거 보셨나요 토트넘이 이겼습니다',
    '강아지 산책시키다 봤는데 비가 많이 오네요',
  ];
  test('견줄 것이 없으니 어디에도 맞지 않는 글만 가리고, 나머지는 보류다', () => {
    for (const text of texts) expect(say(blank, text)).toMatchObject({ verdict: 'unclear', review: false });
    expect(say(blank, '대유 소액주주들 힘냅시다 거래정지 풀어라')).toMatchObject({ flag: true });
    expect(say(blank, '무료 리딩방 입장 텔레그램 @stock777 수익 300% 보장')).toMatchObject({ flag: true });
  });
  test('함께 판정해도 같다', () => {
    const all = [...texts, '대유 소액주주들 힘냅시다 거래정지 풀어라'];
    const comments = all.map((text, i) => ({ id: String(i), articleId: 'blank', text }));
    for (const results of [judge.page(blank, comments), judge.dump([blank, outage], comments)]) {
      expect(results.map(({ review }) => review)).toEqual([false, false, false, true]);
      expect(results.slice(0, 3).every(({ verdict }) => verdict === 'unclear')).toBe(true);
    }
  });
});

describe('지켜야 할 독자', () => {
  test.each([
    '또 터졌냐',
    '카카오 주가 또 빠지겠네 주주들만 죽어난다',
    '카톡 안 돼서 장사 다 망했다 보상해라',
    '이중화도 안 해놓고 무슨 IT 기업이냐',
    '정부는 뭐하고 있었냐',
    '데이터 센터에 불 좀 났다고 사흘씩 먹통인 게 말이 되나',
  ])('%s', (text) => {
    expect(say(outage, text).flag).toBe(false);
  });
  test.each([
    '잘모르겠어요',
    'ㅋㅋㅋ',
    '기자님 감사합니다',
    '기사 올려주신 기자님 감사합니다',
    '1빠',
    '!!!',
    '',
    '👍👍',
  ])('내용이 없으면 보류한다: %j', (text) => {
    expect(say(outage, text)).toMatchObject({ verdict: 'unclear', flag: false });
  });
  test('장애인은 장애가 아니다', () => {
    const helped = say(outage, '장애 복구 언제 되냐').score;
    const stranger = say(outage, '장애인 주차구역에 차 대지 마라').score;
    expect(helped).toBeLessThan(0.1);
    expect(stranger).toBeGreaterThan(helped);
  });
});

describe('아무 근거 없이 관련이라 하지 않는다', () => {
  test('규칙만으로도, 기사 편인 근거가 없으면 보류한다', () => {
    const alone = createJudge({ book: compilePacks([], lexicon), lexicon });
    const result = alone.comment(outage, { id: 'c', articleId: outage.id, text: '손흥민 해트트릭' });
    expect(result.verdict).toBe('unclear');
    expect(result.reasons.every(({ weight }) => weight > 0)).toBe(true);
  });
  test('관련이면 보이는 근거가 하나는 기사 편이다', () => {
    for (const judged of ['articles', 'checks/set-1'].flatMap((folder) => judgeFixtures(folder).comments)) {
      const { verdict, reasons } = judged.result;
      if (verdict === 'on-topic') expect(gatherReasons(reasons, verdict)[0]!.reason.weight).toBeLessThan(0);
    }
  });
});

describe('감춘 말', () => {
  test.each([
    ['머유 고의상폐 막아주세요 소액주주 피눈물', '대유', 'lookalike'],
    ['ㄷㅐㅇㅠ 거래정지 풀어라', '대유', 'jamo'],
    ['대.유 거래정지 풀어라', '대유', 'gap'],
    ['eodb 거래정지 풀어라', '대유', 'keyboard'],
    ['大有 거래정지 풀어라', '대유', 'hanja'],
    ['ㄷㅇ 상장폐지 웬말이냐 거래정지 풀어라', '대유', 'choseong'],
  ])('%s', (text, reads, way) => {
    const result = say(outage, text);
    expect(result.flag).toBe(true);
    expect(result.reasons).toContainEqual(
      expect.objectContaining({ reads, via: expect.arrayContaining([way]) as unknown }),
    );
  });
  test.each(['ㄷㅐㅇㅠ 반대', '010-1234-5678', 'ㅂㅏㅋㅏㄹㅏ ㅋㅋ'])(
    '낱자와 숫자뿐인 듯한 %s도 빈말이 아니다',
    (text) => {
      const { verdict, reasons } = say(outage, text);
      expect(verdict).toBe('off-topic');
      expect(reasons.some(({ kind, weight }) => kind === 'rule' && weight > 0)).toBe(true);
    },
  );
  test.each(['ㅋㅋㅋㅋ', 'ㅇㅇ 반대', '1234', '1111 ㅋㅋ'])('%s는 빈말이다', (text) => {
    expect(say(outage, text)).toMatchObject({ verdict: 'unclear', flag: false });
  });
  test('첫소리만으로는 아무 말도 하지 않는다', () => {
    const result = say(outage, 'ㄷㅇ 화이팅');
    expect(result.reasons.filter(({ kind }) => kind === 'rule')).toEqual([]);
  });
});

describe('무게', () => {
  test('한 기사의 댓글을 한꺼번에 판정하면 곁의 댓글이 다른 이야기인 만큼만 다르다', () => {
    const texts = ['카카오 먹통', '대유 거래정지', 'ㅋㅋ', '바카라 첫충 꽁머니'];
    const comments = texts.map((text, i) => ({ id: String(i), articleId: 'outage', text }));
    const together = judge.page(outage, comments);
    for (const [i, comment] of comments.entries()) {
      const { reasons } = together[i]!;
      const alone = judge.comment(outage, comment);
      expect(reasons.filter(({ id }) => id !== PAGE_SHARE)).toEqual(alone.reasons);
      // Laughter says nothing, whatever stands beside it.
      expect(reasons.some(({ id }) => id === PAGE_SHARE)).toBe(comment.text !== 'ㅋㅋ');
    }
    const [share] = together[0]!.reasons.filter(({ id }) => id === PAGE_SHARE);
    expect(
      judge.comment(outage, comments[0]!, [], { share: 1 / (1 + Math.exp(-share!.weight) * 19) }).score,
    ).toBeCloseTo(together[0]!.score, 9);
  });
  test('답글은 부모가 하는 말을 물려받는다', () => {
    const parent = {
      id: 'p',
      articleId: 'outage',
      text: '대유 소액주주 여러분 거래정지 풀릴 때까지 힘냅시다',
    };
    const child = { id: 'q', articleId: 'outage', parentId: 'p', text: '맞아요 끝까지 갑시다 형님들' };
    const [, answer] = judge.page(outage, [parent, child]);
    expect(answer!.reasons).toContainEqual(expect.objectContaining({ kind: 'parent', id: 'p' }));
    expect(answer!.score).toBeGreaterThan(judge.comment(outage, child).score);
  });
  test('규칙이 늘 말하는 무게만큼만 점수가 움직인다', () => {
    const source = `id: one\ntitle: { ko: 하나, en: One }\nrole: foreign\nrules:\n  - { id: a, weight: 2, any: [바카라], ways: none }\n`;
    const checked = checkPack(source, 'one.yaml') as { pack: Pack };
    const alone = createJudge({ book: compilePacks([checked.pack], lexicon), lexicon });
    const { reasons, score } = alone.comment(outage, { id: 'c', articleId: 'outage', text: '바카라' });
    expect(reasons.filter(({ kind }) => kind === 'rule')).toEqual([
      expect.objectContaining({ id: 'one/a', weight: 2, span: [0, 3] }),
    ]);
    const logit = reasons.reduce((sum, { weight }) => sum + weight, BY_RULES.prior);
    expect(score).toBeCloseTo(1 / (1 + Math.exp(-logit)), 6);
  });
  test('숫자는 모두 소수 여섯 자리까지고, 무게를 더하면 점수다', () => {
    const child = {
      id: 'q',
      articleId: 'outage',
      parentId: 'p',
      text: '카카오 대응이 늦었다. 전기차 불난 얘기는 왜 나와',
    };
    const parent = {
      id: 'p',
      articleId: 'outage',
      text: '대유 소액주주 여러분 거래정지 풀릴 때까지 힘냅시다',
    };
    for (const { score, home, reasons } of judge.page(outage, [parent, child], [outage])) {
      for (const number of [score, home?.score ?? 0, ...reasons.map(({ weight }) => weight)])
        expect(Number(number.toFixed(6))).toBe(number);
      const logit = reasons.reduce((sum, { weight }) => sum + weight, judge.levels.prior);
      expect(score).toBe(Number((1 / (1 + Math.exp(-logit))).toFixed(6)));
    }
  });
  test('어떤 글이든 약속한 꼴의 결과가 나오고 무관한 것만 표시한다', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.string({ maxLength: 80 }),
        (text, title) => {
          const result = judge.comment({ id: 'a', title, body: null }, { id: 'c', articleId: 'a', text });
          resultSchema.parse(result);
          expect(!result.flag || result.review).toBe(true);
          expect(!result.review || result.verdict === 'off-topic').toBe(true);
          for (const { span } of result.reasons)
            if (span) expect(span[0] < span[1] && span[1] <= text.length).toBe(true);
        },
      ),
    );
  });
});
