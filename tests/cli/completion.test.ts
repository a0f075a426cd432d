import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { completionScript } from '../../src/cli/completion/scripts.js';
import { makeContext } from '../../src/cli/context.js';
import { buildProgram } from '../../src/cli/program.js';

const program = buildProgram(
  makeContext({ language: 'en', rulesFolder: undefined, modelFile: undefined, color: 'never' }, 'en'),
);
const bash = completionScript('bash', program);

/** What bash offers behind these words, the last of which is being written. */
function offered(...words: string[]): string[] {
  const script = `${bash}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _matgeul; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, '-', 'matgeul', ...words], { encoding: 'utf8' })
    .split('\n')
    .filter((word) => word !== '');
}

describe('자동 완성', () => {
  test('명령, 딸린 명령, 옵션, 값', () => {
    expect(offered('ju')).toEqual(['judge']);
    expect(offered('rules', 'ch')).toEqual(['check']);
    expect(offered('judge', '--k')).toEqual(['--known']);
    expect(offered('batch', 'dump.jsonl', '--reader', '')).toEqual(['auto', 'off', 'all']);
    expect(offered('completion', '')).toEqual(expect.arrayContaining(['bash', 'zsh', 'fish']));
    expect(offered('--la')).toEqual(['--lang']);
  });

  test('감춘 옵션은 없다', () => {
    expect(bash).not.toContain('--steps');
  });

  test('zsh는 bash의 것을 돌리고, fish는 명령마다 설명을 보인다', () => {
    expect(completionScript('zsh', program)).toMatch(/^autoload .*bashcompinit[\s\S]*complete -o default/u);
    const fish = completionScript('fish', program);
    expect(fish).toContain("-a judge -d '");
    expect(fish).toMatch(/__fish_seen_subcommand_from batch' -l reader -x -a 'auto off all'/u);
  });
});
