import { lstat, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openOutput } from '../../src/batch/work/output.js';
import { inputFaults, outputFaults } from '../../src/dumps/paths.js';
import { Fault } from '../../src/fault.js';
import { fileFault } from '../../src/assets/file-fault.js';
import { freshFolder } from './stand-in.js';

describe('결과 파일', () => {
  it('끝나야 제 이름을 얻고, 그만두면 옛것이 그대로다', async () => {
    const folder = await freshFolder();
    const path = join(folder, 'out');
    await writeFile(path, 'old');
    const dropped = await openOutput(path);
    await dropped.write('x'.repeat(200_000));
    expect(await readFile(path, 'utf8')).toBe('old');
    await dropped.discard();
    expect(await readdir(folder)).toEqual(['out']);
    const kept = await openOutput(path);
    await kept.write('new');
    await kept.commit();
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('심볼릭 링크는 링크로 남는다', async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, 'real'), 'old');
    await symlink('real', join(folder, 'link'));
    const file = await openOutput(join(folder, 'link'));
    await file.write('new');
    await file.commit();
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
  });

  it('/dev/null은 갈아치우지 않고 쓴다', async () => {
    const file = await openOutput('/dev/null');
    await file.write('x');
    await file.commit();
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('없는 폴더는 알아듣게 말한다', async () => {
    const error: unknown = await openOutput(join(await freshFolder(), 'no', 'out')).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).code).toBe('file/enoent');
  });
});

describe('명령에 든 파일', () => {
  it('잘못된 입력을 한꺼번에 모두 말한다', async () => {
    const folder = await freshFolder();
    await writeFile(join(folder, 'empty'), '');
    await writeFile(join(folder, 'good'), 'x');
    await mkdir(join(folder, 'folder'));
    const faults = inputFaults(
      ['nope', 'empty', 'good', 'folder', 'good/x'].map((name) => join(folder, name)),
    );
    expect(faults.map(({ code }) => code)).toEqual([
      'file/enoent',
      'dump/empty',
      'file/eisdir',
      'file/enotdir',
    ]);
  });

  it('권한이 없는 파일과 가득 찬 디스크는 다른 잘못이다', () => {
    const of = (code: string): unknown => fileFault(Object.assign(new Error(code), { code }), 'f');
    expect(of('EACCES')).toMatchObject({ code: 'file/eacces', position: { file: 'f' } });
    expect(of('ENOSPC')).toMatchObject({ code: 'work/enospc' });
  });

  it('입력을 덮어쓰는 출력, 서로 덮어쓰는 출력을 막는다', async () => {
    const folder = await freshFolder();
    const path = (name: string): string => join(folder, name);
    await writeFile(path('dump'), 'x');
    await symlink('dump', path('alias'));
    expect(outputFaults([path('out'), path('rejects')], [path('dump')])).toEqual([]);
    expect(outputFaults([path('alias')], [path('dump')])).toHaveLength(1);
    expect(outputFaults([path('out'), path('out')], [])).toHaveLength(1);
    expect(outputFaults(['-', '-'], ['-'])).toHaveLength(1);
    expect(outputFaults(['/dev/null', '/dev/null'], [])).toEqual([]);
  });
});
