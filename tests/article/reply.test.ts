import { describe, expect, it } from 'vitest';
import { isPlaceholder } from '../../src/article/portal-vocabulary.js';
import { fixture, pageOf, texts } from './read.js';

describe('답글', () => {
  it('표시를 떼고 어느 글의 답글인지 적는다', () => {
    expect(fixture('replies.txt').comments.map(({ id, parentId, text }) => [id, parentId, text])).toEqual([
      ['1', undefined, '보행로랑 나눠 주세요'],
      ['2', '1', '맞아요 같이 쓰니까 위험해요'],
      ['3', '1', '동의합니다'],
      ['4', undefined, 'ㄴㄴ 나는 반대'],
      ['5', '4', 'RE: 는 빼고 말하세요'],
      // The comment they answer was deleted: there is no parent to name.
      ['6', undefined, '지운 글에 뭐라고 썼길래'],
      ['7', undefined, '야간 조명도 필요합니다'],
    ]);
  });

  it('별명 앞의 표시', () => {
    const page = pageOf(
      'book****',
      '반갑네요',
      '2024.05.01 10:00',
      '└ read****',
      '저도요',
      '2024.05.01 10:02',
    );
    expect(page.comments[1]).toMatchObject({ author: 'read****', text: '저도요', parentId: '1' });
  });
});

describe('글이 있던 자리의 문구', () => {
  it('판정하지 않고 따로 둔다', () => {
    const page = fixture('placeholders.txt');
    expect(texts(page)).toEqual([
      '새벽 출근하는 사람에게는 큰 도움입니다',
      '삭제된 댓글입니다 라고만 뜨는데 왜 지운 거죠',
      '첫차보다 막차를 늘려야지',
    ]);
    expect(page.dropped.filter(({ why }) => why === 'placeholder')).toHaveLength(6);
  });

  it.each([
    '삭제된 댓글입니다',
    '삭제된 댓글입니다.',
    '작성자에 의해 삭제된 댓글입니다.',
    '작성자가 삭제한 댓글입니다.',
    '관리자에 의해 블라인드 처리된 댓글입니다.',
    '블라인드 처리된 글입니다',
    '클린봇이 부적절한 표현을 감지한 댓글입니다.',
    '비밀 댓글입니다',
    '비밀댓글입니다.',
    '이용자 신고로 숨김 처리된 댓글입니다',
    '차단한 사용자의 댓글입니다.',
    '운영규정 위반으로 삭제된 댓글입니다.',
    '이 댓글은 작성자에 의해 삭제되었습니다.',
    '[삭제된 댓글입니다]',
    '[deleted]',
  ])('%s', (line) => {
    expect(isPlaceholder(line)).toBe(true);
  });

  it.each([
    '삭제',
    '내 댓글 왜 삭제함',
    '클린봇이 일을 안 하네',
    '비밀',
    '글 삭제한 사람 누구냐',
    '관리자 뭐하냐',
    '삭제된 댓글이 궁금하다',
    '블라인드에 올라온 글이네',
  ])('사람의 말: %s', (line) => {
    expect(isPlaceholder(line)).toBe(false);
  });
});
