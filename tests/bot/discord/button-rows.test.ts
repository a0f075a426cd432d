import { ButtonBuilder, ButtonStyle } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { DECISION_NAMES } from '../../../src/bot/decide/decisions.js';
import { buttonRows } from '../../../src/bot/discord/components.js';
import { renderPage } from '../../../src/bot/features/queue/view.js';
import { FormErrors } from '../../discord/fake/http/form-errors.js';
import { checkComponents } from '../../discord/fake/limits/components.js';

/** Throws what Discord would answer to a message of these components. */
function send(components: readonly unknown[]): void {
  const faults = new FormErrors();
  checkComponents(faults, components, true);
  faults.throwIfAny();
}

const buttons = (count: number): ButtonBuilder[] =>
  Array.from({ length: count }, (_, i) =>
    new ButtonBuilder().setCustomId(`b${i}`).setLabel(`${i}`).setStyle(ButtonStyle.Secondary),
  );

describe('버튼의 줄', () => {
  it.each([
    [0, []],
    [1, [1]],
    [5, [5]],
    [6, [5, 1]],
    [12, [5, 5, 2]],
  ])('버튼 %d개는 다섯 개씩 %j', (count, rows) => {
    const made = buttonRows(buttons(count)).map((row) => row.toJSON());
    expect(made.map(({ components }) => components.length)).toEqual(rows);
    expect(made.flatMap(({ components }) => components)).toEqual(buttons(count).map((one) => one.toJSON()));
    expect(() => {
      send(made);
    }).not.toThrow();
  });

  it('결정이 여섯 가지가 되어도 대기열의 카드를 디스코드가 받는다', () => {
    const page = renderPage(
      {
        notice: null,
        card: [],
        flagId: 'f1',
        messageUrl: 'https://discord.com/channels/1/2/3',
        decisions: [...DECISION_NAMES, 'keep'],
        footer: ['남은 것 3'],
        choice: 'x',
        sort: 'score',
      },
      'ko',
    );
    const rows = page.flatMap((one) => ('components' in one ? [one.components.length] : []));
    expect(rows).toEqual([5, 1, 5, 1]);
  });
});
