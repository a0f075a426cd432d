import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { completionScript } from '../../src/cli/completion/scripts.js';
import { makeContext } from '../../src/cli/context.js';
import { buildProgram } from '../../src/cli/program.js';
import { skipOrFail } from '../setup/skip.js';

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

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

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

  test.skipIf(!has('zsh') && skipOrFail('no zsh'))('zsh에서 Tab을 누르면', async () => {
    const home = await mkdtemp(join(tmpdir(), 'matgeul-zsh-'));
    await writeFile(join(home, 'script'), completionScript('zsh', program));
    // A shell at a terminal, which completes what is typed. It waits for what it should show, or runs into the time limit.
    const script = `
      zmodload zsh/zpty
      typed() {
        zpty shell zsh -f -i
        zpty -w shell 'source ~/script; print rea""dy'
        zpty -r shell shown '*ready*'
        zpty -w -n shell "$1"$'\\t\\t'
        zpty -r shell shown "*$2*" || exit 1
        zpty -d shell
      }
      typed 'matgeul ju' 'matgeul judge'
      typed 'matgeul batch dump.jsonl --reader ' 'all*auto*off'
      typed 'matgeul rules ' 'backtest*check*list*test'`;
    const env = { ...process.env, HOME: home };
    expect(() => execFileSync('zsh', ['-f', '-c', script], { env, timeout: 10_000 })).not.toThrow();
  });

  test.skipIf(!has('fish') && skipOrFail('no fish'))('fish에서 Tab을 누르면', async () => {
    const home = await mkdtemp(join(tmpdir(), 'matgeul-fish-'));
    const file = join(home, 'script.fish');
    await writeFile(file, completionScript('fish', program));
    const typed = (line: string): string[] =>
      execFileSync('fish', ['-c', 'source $argv[1]; complete -C $argv[2]', file, line], {
        env: { ...process.env, HOME: home },
        encoding: 'utf8',
      })
        .trim()
        .split('\n')
        .map((shown) => shown.split('\t')[0]!);
    expect(typed('matgeul ju')).toEqual(['judge']);
    expect(typed('matgeul rules ')).toEqual(['backtest', 'check', 'list', 'test']);
    expect(typed('matgeul batch dump.jsonl --reader ')).toEqual(['all', 'auto', 'off']);
    expect(typed('matgeul judge --k')).toEqual(['--known']);
  });
});
