import { posix } from 'node:path';
import type { Command } from 'commander';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { makeContext } from '../../src/cli/context.js';
import { buildProgram } from '../../src/cli/program.js';
import type { Language } from '../../src/fault.js';
import { sources, textOf, walk } from './sources.js';

const WORDING = sources('src/wording');

/** Files with Korean that is data, and why. */
const DATA: Readonly<Record<string, string>> = {
  'src/report/inlined.ts': 'the compiled script of the report, with its wording',
  'src/hangul/ways.ts': 'examples of the evasion ways',
  'src/hangul/letters/hanja-table.ts': 'readings of Hanja',
  'src/hangul/letters/josa-table.ts': 'particles and endings of Korean grammar',
  'src/hangul/letters/shapes.ts': 'letters that look alike',
  'src/judge/asked/decoys.ts': 'comments with a known answer',
  'src/dumps/table/synonyms.ts': 'names of columns that crawlers use',
  'src/dumps/shapes/flat.ts': 'names of keys that crawlers use',
};

describe('문장은 src/wording에만 있다', () => {
  it('다른 곳의 문자열에는 한국어 문장이 없다', () => {
    const found: string[] = [];
    for (const { name, tree } of sources('src')) {
      if (name.startsWith('src/wording/') || name in DATA) continue;
      walk(tree, (node) => {
        const text = textOf(node);
        if (text === undefined || !/[가-힣]+[^가-힣\s]* [가-힣]+/u.test(text)) return;
        // Lists of words that are split at spaces, patterns and text that is compared are data.
        if (ts.isPropertyAccessExpression(node.parent) || ts.isTaggedTemplateExpression(node.parent)) return;
        const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
        found.push(`${name}:${line + 1} ${text.slice(0, 60)}`);
      });
    }
    expect(found).toEqual([]);
  });

  it('src/wording은 fault.ts와 자신만 가져다 쓴다', () => {
    const found = WORDING.flatMap(({ name, tree }) =>
      tree.statements.flatMap((statement) => {
        if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
        const module = statement.moduleSpecifier;
        if (module === undefined || !ts.isStringLiteral(module)) return [];
        const target = posix.join(posix.dirname(name), module.text);
        const own = module.text.startsWith('.') && /^src\/(wording\/|fault\.js$)/.test(target);
        return own ? [] : [`${name}: ${module.text}`];
      }),
    );
    expect(found).toEqual([]);
  });

  it('사람에게 쓰지 않기로 한 말이 없다', () => {
    const banned = /까닭|부름|깃발|일꾼|덩이(?!리)|판 번호|차례(?!로)/u;
    const found: string[] = [];
    for (const { name, tree } of WORDING)
      walk(tree, (node) => {
        const text = textOf(node);
        if (text !== undefined && banned.test(text)) found.push(`${name}: ${text.slice(0, 60)}`);
      });
    expect(found).toEqual([]);
  });
});

/** Every `{ ko, en }` literal of src/wording whose two values are strings or templates. */
function pairs(): { where: string; ko: ts.Expression; en: ts.Expression }[] {
  const found: { where: string; ko: ts.Expression; en: ts.Expression }[] = [];
  for (const { name, tree } of WORDING)
    walk(tree, (node) => {
      if (!ts.isObjectLiteralExpression(node)) return;
      const value = (language: Language): ts.Expression | undefined =>
        node.properties.find(
          (property): property is ts.PropertyAssignment =>
            ts.isPropertyAssignment(property) && property.name.getText() === language,
        )?.initializer;
      const [ko, en] = [value('ko'), value('en')];
      if (ko === undefined || en === undefined) return;
      if (textOf(ko) === undefined || textOf(en) === undefined) return;
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
      found.push({ where: `${name}:${line + 1}`, ko, en });
    });
  return found;
}

/** The parameters that a text inserts: identifiers in `${…}`, but for called functions and the two languages. */
function inserted(text: ts.Expression): string[] {
  const names = new Set<string>();
  if (ts.isTemplateExpression(text))
    for (const { expression } of text.templateSpans)
      walk(expression, (node) => {
        if (!ts.isIdentifier(node)) return;
        const { parent } = node;
        if (ts.isCallExpression(parent) && parent.expression === node) return;
        if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
        if (node.text !== 'ko' && node.text !== 'en') names.add(node.text);
      });
  return [...names].sort();
}

/** Korean takes month and day out of the date that English shows whole. */
const DERIVED = 'src/wording/bot/stats.ts:';

describe('두 언어', () => {
  const all = pairs();

  it('문장이 하나도 빠짐없이 읽혔다', () => {
    expect(all.length).toBeGreaterThan(300);
  });

  it('같은 값을 넣는다', () => {
    const found = all.filter(
      ({ where, ko, en }) => !where.startsWith(DERIVED) && inserted(ko).join() !== inserted(en).join(),
    );
    expect(found.map(({ where }) => where)).toEqual([]);
  });

  it('한쪽만 비어 있지 않고, 영어에는 한글이 없다', () => {
    const found = all.filter(({ ko, en }) => {
      const [korean, english] = [textOf(ko) ?? '', textOf(en) ?? ''];
      if ((korean === '') !== (english === '')) return true;
      // Quoted Korean, names of columns, and words in brackets are examples.
      const prose = english.replace(/["“'`(=][^"”'`)]*["”'`)]?/gu, '');
      return /\p{Script=Hangul}/u.test(prose);
    });
    expect(found.map(({ where, en }) => `${where} ${textOf(en) ?? ''}`)).toEqual([]);
  });
});

describe('도움말', () => {
  const helps = (language: Language): [string, string][] => {
    const context = makeContext(
      { language, rulesFolder: undefined, modelFile: undefined, color: 'never' },
      language,
    );
    const all = (command: Command, path: string): [string, string][] => [
      [path, command.helpInformation()],
      ...command.commands.flatMap((each) => all(each, `${path} ${each.name()}`)),
    ];
    return all(buildProgram(context), 'matgeul');
  };

  it.each(helps('ko'))('%s: 한국어에는 commander의 영어가 없다', (_, help) => {
    expect(help).toContain('사용법: matgeul');
    expect(help).not.toMatch(
      /\[options\]|\[command\]|choices|default|Usage|Arguments|Options|Commands|display/,
    );
  });

  it.each(helps('en'))('%s: 영어에는 한국어 설명이 없다', (_, help) => {
    expect(help).toContain('Usage: matgeul');
    expect(help.replace('text=댓글,article=url', '')).not.toMatch(/\p{Script=Hangul}/u);
  });
});
