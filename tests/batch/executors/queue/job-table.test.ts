import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PgBoss from 'pg-boss';
import { describe, expect, it } from 'vitest';
import { inPackage } from '../../../../src/assets/package-root.js';
import { JOB_COLUMNS, JOB_STATES } from '../../../../src/batch/executors/queue/job-table.js';

/** The version whose private table the statements of job-table.ts were written for. */
const VERSION = '10.4.2';

const packageOf = (file: string): { version: string; devDependencies: Record<string, string> } =>
  JSON.parse(readFileSync(file, 'utf8')) as { version: string; devDependencies: Record<string, string> };

describe('pg-boss의 표 job', () => {
  // The statements that create pg-boss's tables, by its own public method.
  const plans = PgBoss.getConstructionPlans('matgeul_batch');
  const table = /CREATE TABLE matgeul_batch\.job \(([\s\S]*?)\n\s*\) PARTITION BY/.exec(plans)?.[1] ?? '';
  const columns = [...table.matchAll(/^\s*([a-z_]+) /gm)].map(([, name]) => name);

  it('버전은 꼭 하나로 묶여 있다: 올리려면 job-table.ts의 문장을 먼저 살핀다', () => {
    expect(packageOf(inPackage('package.json')).devDependencies['pg-boss']).toBe(VERSION);
    const installed = createRequire(import.meta.url).resolve('pg-boss/package.json');
    expect(packageOf(installed).version).toBe(VERSION);
  });

  it.each(JOB_COLUMNS)('우리 문장이 쓰는 열 %s이(가) 있다', (column) => {
    expect(columns).toContain(column);
  });

  it('상태의 이름과 순서가 그대로다', () => {
    const states = /CREATE TYPE matgeul_batch\.job_state AS ENUM \(([\s\S]*?)\)/.exec(plans)?.[1] ?? '';
    expect([...states.matchAll(/'([a-z]+)'/g)].map(([, name]) => name)).toEqual(JOB_STATES);
  });

  it('기한은 started_on에서 expire_in이 지나면 끝난다', () => {
    const expiry = readFileSync(createRequire(import.meta.url).resolve('pg-boss/src/plans.js'), 'utf8');
    expect(expiry).toContain('(started_on + expire_in) < now()');
  });
});
