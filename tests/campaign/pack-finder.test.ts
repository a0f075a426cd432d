import { describe, expect, it } from 'vitest';
import { campaignBook } from '../../src/campaign/campaign-book.js';
import { campaignOptions, CampaignTracker, type Placement } from '../../src/campaign/index.js';
import { packOf } from '../rules/packs.js';

const SHARES = packOf(`id: shares
title: { ko: 해오름정밀 주주, en: Shareholders of Haeoreum }
role: foreign
topic: { at: 3, title-at: 2 }
rules:
  - { id: company, weight: 3, any: [해오름정밀] }
  - { id: halt, weight: 2.6, any: [거래 정지, 감사 의견] }
  - { id: holders, weight: 0.5, any: [주주] }
`);
const ADVERT = packOf(`id: loans
title: { ko: 대출, en: Loans }
role: foreign
kind: advert
rules:
  - { id: loan, weight: 3, any: [당일 대출] }
`);
const MINUTE = 60_000;
const options = campaignOptions({ book: campaignBook([SHARES, ADVERT]) });

function tracker(): CampaignTracker {
  const made = new CampaignTracker(options);
  made.article({ id: 'rain', title: '남부 집중호우, 하천 산책로 통제', body: null, at: 0 });
  made.article({ id: 'own', title: '해오름정밀 거래 정지 석 달', body: null, at: 0 });
  return made;
}

const place = (of: CampaignTracker, id: string, text: string, article = 'rain', minutes = 1): Placement =>
  of.place({ id, text, article, author: `a-${id}`, at: minutes * MINUTE });

describe('규칙집이 그려 놓은 캠페인', () => {
  it('글이 서로 한 낱말도 같지 않고 지난 글이 없어도 세 번째 글에서 하나가 된다', () => {
    const made = tracker();
    expect(place(made, 'p1', '해오름정밀 좀 취재해 주세요').campaign).toBeNull();
    expect(place(made, 'x1', '산책로 물이 허리까지 찼네요').campaign).toBeNull();
    const second = place(made, 'p2', '거래정지가 웬 말입니까', 'rain', 9);
    expect(second).toMatchObject({
      declared: false,
      membership: { by: 'words', phrase: '거래 정지', span: [0, 4] },
    });
    const third = place(made, 'p3', '감사의견 하나에 평생 모은 돈이', 'rain', 20);
    expect(third).toMatchObject({ campaign: second.campaign, declared: true });
    const [campaign] = made.campaigns();
    expect(campaign).toMatchObject({
      state: 'known',
      kind: 'reworded',
      counts: { posts: 3, authors: 3, articles: 1 },
    });
  });

  it.each<[string, string, string, string]>([
    ['기사가 바로 그 이야기면', '해오름정밀은 답하라', '거래정지 풀어라', 'own'],
    ['캠페인 규칙집이 아니면', '당일대출 문의', '당일 대출 상담', 'rain'],
    ['약한 말만 있으면', '주주 여러분 비 조심하세요', '주주분들 우산 챙기세요', 'rain'],
  ])('%s 아니다', (_, one, other, article) => {
    const made = tracker();
    for (const [i, text] of [one, other, one, other].entries())
      expect(place(made, `p${i}`, `${text} ${'가나다라'[i]!}`, article, i).membership?.by).not.toBe('words');
  });

  it('다른 기사에서는 두 시간, 같은 기사에서는 사흘까지 한 캠페인이다', () => {
    const made = tracker();
    made.article({ id: 'bus', title: '시내버스 요금 조정안 확정', body: null, at: 0 });
    place(made, 'p1', '해오름정밀 좀 취재해 주세요', 'rain', 0);
    expect(place(made, 'p2', '거래정지가 웬 말입니까', 'bus', 121).campaign).toBeNull();
    expect(place(made, 'p3', '감사의견 하나에 평생 모은 돈이', 'rain', 60 * 72).campaign).not.toBeNull();
  });

  it('갈무리했다가 이어도 같다', () => {
    const texts = [
      '해오름정밀 취재 좀',
      '거래정지가 웬 말',
      '비가 많이 온다',
      '감사의견 하나에',
      '해오름정밀 힘내자',
    ];
    for (let cut = 0; cut <= texts.length; cut++) {
      let made = tracker();
      const whole = tracker();
      texts.forEach((text, i) => {
        if (i === cut) made = CampaignTracker.open(made.state(), options);
        expect(place(made, `p${i}`, text, 'rain', i)).toEqual(place(whole, `p${i}`, text, 'rain', i));
      });
      expect(made.campaigns()).toEqual(whole.campaigns());
    }
  });

  it('지운 글은 세지 않는다', () => {
    const made = tracker();
    place(made, 'p1', '해오름정밀 좀 취재해 주세요');
    place(made, 'p2', '거래정지가 웬 말입니까', 'rain', 2);
    made.forget(['p1', 'p2']);
    expect(place(made, 'p3', '감사의견 하나에 평생 모은 돈이', 'rain', 3).campaign).toBeNull();
  });

  it('그런 규칙집이 없으면 하지 않는다', () => {
    expect(campaignBook([ADVERT])).toBeUndefined();
  });
});
