import { ComponentType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { fitTexts } from '../../../src/bot/discord/components.js';

const text = (content: string) => ({ type: ComponentType.TextDisplay as const, content });
const lengthOf = (components: unknown): number =>
  [...JSON.stringify(components).matchAll(/"content":("(?:[^"\\]|\\.)*")/g)].reduce(
    (sum, [, content = '""']) => sum + (JSON.parse(content) as string).length,
    0,
  );

describe('메시지의 글 길이', () => {
  it('맞는 것은 그대로 둔다', () => {
    const components = [text('하나'), { type: ComponentType.Container as const, components: [text('둘')] }];
    expect(fitTexts(components)).toEqual(components);
  });

  it('넘치면 가장 긴 글을 줄 끝에서 줄인다', () => {
    const long = Array.from({ length: 300 }, (_, n) => `${n}번째 줄입니다`).join('\n');
    const [first, container] = fitTexts(
      [text('머리'), { type: ComponentType.Container, components: [text(long)] }],
      1000,
    );
    expect(first).toEqual(text('머리'));
    expect(lengthOf([first, container])).toBeLessThanOrEqual(1000);
    expect(JSON.stringify(container)).toMatch(/줄입니다\\n…/);
  });

  it('이모지와 빠져나옴 표시를 가운데서 자르지 않는다', () => {
    for (let most = 20; most < 60; most++) {
      const cut = fitTexts([text('😀'.repeat(40)), text('\\*'.repeat(40))], most);
      expect(JSON.stringify(cut)).not.toMatch(/\\ud[89a-f]/);
      expect(lengthOf(cut)).toBeLessThanOrEqual(most);
    }
  });
});
