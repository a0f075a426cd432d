import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inPackage } from '../../src/assets/package-root.js';

const dockerfile = readFileSync(inPackage('Dockerfile'), 'utf8').replaceAll('\\\n', '');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /u.test(line));
const last = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
const of = (name: string): string =>
  last
    .find((line) => line.startsWith(`${name} `))!
    .slice(name.length + 1)
    .trim();

/** What `.dockerignore` lets into the build, as it is written there. */
const allowed = readFileSync(inPackage('.dockerignore'), 'utf8')
  .split('\n')
  .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));

/** Exit code of the image's health check while its port answers with a status; null: nothing listens there. */
async function healthCheck(status: number | null): Promise<number> {
  const server = createServer((_, response) => response.writeHead(status ?? 0).end());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  if (status === null) server.close();
  const [, ...args] = JSON.parse(of('HEALTHCHECK').replace(/^.*? CMD /u, '')) as string[];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, MATGEUL_METRICS_PORT: String(port) },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (status !== null) server.close();
  return code;
}

describe('the container', () => {
  it('is healthy while the bot says so', async () => {
    expect(await Promise.all([200, 503, null].map(healthCheck))).toEqual([0, 1, 1]);
  });

  it('runs without root, from files that the build context has', () => {
    expect(of('USER')).toBe('node');
    expect(instructions.filter((line) => line.includes('npm ci'))).toEqual([
      'RUN npm ci --ignore-scripts',
      'RUN npm ci --omit=dev --ignore-scripts',
    ]);
    // No compiler and no package manager runs in the last stage.
    expect(last.filter((line) => line.startsWith('RUN '))).toEqual([
      'RUN mkdir /data && chown node:node /data',
    ]);
    expect(JSON.parse(of('ENTRYPOINT'))).toEqual(['node', '/app/dist/cli/main.js']);
    const copied = instructions
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from=') && line !== 'COPY . .')
      .flatMap((line) => line.split(/ +/u).slice(1, -1));
    for (const path of copied) {
      expect(existsSync(inPackage(path.replace(/\*.*$/u, '')))).toBe(true);
      expect(allowed).toContain(path.replace(/\/$/u, ''));
    }
  });

  it('gets no secret, no history and nothing that is not needed', () => {
    const known = new Set(allowed.map((path) => path.split('/')[0]!));
    const kept = readdirSync(inPackage()).filter((name) => known.has(name));
    for (const name of ['.env', '.git', 'node_modules', 'dist', 'tests']) expect(kept).not.toContain(name);
    expect(readFileSync(inPackage('.dockerignore'), 'utf8')).toMatch(/^\*$/mu);
  });

  it('is composed with a database: read-only, without privileges, each part with a health check', () => {
    const { services, volumes } = parse(readFileSync(inPackage('compose.yaml'), 'utf8')) as {
      services: Record<string, Record<string, unknown>>;
      volumes: Record<string, unknown>;
    };
    expect(Object.keys(services)).toEqual(['bot', 'postgres']);
    for (const service of Object.values(services)) {
      expect(service.read_only).toBe(true);
      expect(service.security_opt).toEqual(['no-new-privileges:true']);
      expect(service.ports).toBeUndefined();
    }
    expect(services.bot).toMatchObject({
      build: '.',
      cap_drop: ['ALL'],
      env_file: '.env',
      depends_on: { postgres: { condition: 'service_healthy' } },
    });
    expect(services.postgres!.healthcheck).toMatchObject({
      test: ['CMD', 'pg_isready', '--username=matgeul', '--dbname=matgeul'],
    });
    expect(Object.keys(volumes)).toEqual(['database']);
    // Both name the same database, and nothing in the file is a secret.
    const text = readFileSync(inPackage('compose.yaml'), 'utf8');
    expect(text.match(/\$\{POSTGRES_PASSWORD:\?[^}]+\}/gu)).toHaveLength(2);
  });
});
