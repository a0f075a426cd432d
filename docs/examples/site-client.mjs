/**
 * A client of matgeul's API for sites in plain Node 20, without packages: signs, sends, and checks what it is told.
 *
 *     MATGEUL_SITE=st_… MATGEUL_SECRET=whsec_… node docs/examples/site-client.mjs http://127.0.0.1:8787
 *
 * sends an article with two comments and prints the verdicts. docs/site.md explains the rest.
 */
/* global AbortSignal, console, fetch */
import { Buffer } from 'node:buffer';
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

const TOLERANCE_S = 300;
/** Waits in ms when matgeul is busy, stopping or away: the same request with the same id is never carried out twice. */
const WAITS_MS = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];

/** Standard Webhooks: HMAC-SHA256 over `id.timestamp.payload`, base64. */
function sign(secret, id, timestamp, payload) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${payload}`).digest();
}

/** Sends comments and articles of a site. */
export class MatgeulClient {
  constructor({ baseUrl, site, secret }) {
    this.baseUrl = baseUrl.replace(/\/$/, '');
    this.site = site;
    this.secret = secret;
  }

  /** One comment or many (up to 500), new, edited (a higher `revision`) or deleted (`deleted: true`). */
  sendComments(comments) {
    return this.#request('POST', '/v1/comments', { comments });
  }

  sendArticles(articles) {
    return this.#request('POST', '/v1/articles', { articles });
  }

  comment(id) {
    return this.#request('GET', `/v1/comments/${encodeURIComponent(id)}`);
  }

  deleteComment(id) {
    return this.#request('DELETE', `/v1/comments/${encodeURIComponent(id)}`);
  }

  deleteAuthor(id) {
    return this.#request('DELETE', `/v1/authors/${encodeURIComponent(id)}`);
  }

  /** Repeats a request until it is answered for good; throws what matgeul refuses. */
  async #request(method, path, body) {
    const id = randomUUID();
    const payload = body === undefined ? '' : JSON.stringify(body);
    for (let attempt = 0; ; attempt++) {
      const answer = await this.#once(method, path, payload, id).catch((error) => ({ error }));
      if (answer.ok) return answer.body;
      const passes = answer.error !== undefined || [408, 429, 503].includes(answer.status);
      if (!passes || attempt === WAITS_MS.length)
        throw answer.error ?? new Error(`${answer.status} ${answer.body?.code}: ${answer.body?.message?.en}`);
      await sleep(Math.max(WAITS_MS[attempt], Number(answer.retryAfter ?? 0) * 1000));
    }
  }

  async #once(method, path, payload, id) {
    // Signed anew for each attempt: the time must be right.
    const timestamp = String(Math.floor(Date.now() / 1000));
    // Without a body, method and path are signed in its place.
    const signature = sign(this.secret, id, timestamp, payload === '' ? `${method} ${path}` : payload);
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: {
        'matgeul-site': this.site,
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${signature.toString('base64')}`,
        ...(payload === '' ? {} : { 'content-type': 'application/json' }),
      },
      ...(payload === '' ? {} : { body: payload }),
      signal: AbortSignal.timeout(20_000),
    });
    const body = await response.json();
    return {
      ok: response.ok,
      status: response.status,
      body,
      retryAfter: response.headers.get('retry-after'),
    };
  }
}

/** Checks an event from matgeul; returns its id and body, or null where the signature is wrong or too old. */
export function verifyEvent(secret, headers, raw) {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= TOLERANCE_S)) return null;
  const expected = sign(secret, id, timestamp, raw);
  const signatures = (headers['webhook-signature'] ?? '').split(' ');
  const signed = signatures.some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return one.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return signed ? { id, event: JSON.parse(raw) } : null;
}

/**
 * Serves the address of the webhook. `onEvent` gets each event once: an event may come again, with the same id, when an answer
 * was lost. A real site keeps the ids in its database, with what it did.
 */
export function receiveEvents({ secret, onEvent }) {
  const seen = new Set();
  return createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const verified = verifyEvent(secret, request.headers, Buffer.concat(chunks).toString('utf8'));
    if (verified === null) return response.writeHead(401).end();
    if (!seen.has(verified.id)) {
      await onEvent(verified.event);
      seen.add(verified.id);
    }
    response.writeHead(204).end();
  });
}

async function main([baseUrl = 'http://127.0.0.1:8787']) {
  const { MATGEUL_SITE: site, MATGEUL_SECRET: secret } = process.env;
  if (!site || !secret)
    throw new Error('set MATGEUL_SITE and MATGEUL_SECRET, which "matgeul site new" prints');
  const client = new MatgeulClient({ baseUrl, site, secret });
  const run = randomUUID().slice(0, 8);
  await client.sendArticles([
    {
      id: 'example-1',
      title: '중부지방 물폭탄… 출근길 지하차도 통제',
      body: '밤사이 서울과 경기 남부에 집중호우가 쏟아졌다. 지하차도 열네 곳이 통제됐다.',
    },
  ]);
  const receipt = await client.sendComments([
    {
      id: `${run}-1`,
      articleId: 'example-1',
      text: '지하차도 통제를 더 일찍 했어야지',
      author: { id: 'u1', name: '독자' },
    },
    {
      id: `${run}-2`,
      articleId: 'example-1',
      text: '대유 거래정지 풀어라 소액주주 다 죽는다',
      author: { id: 'u2', name: '다른 독자' },
    },
  ]);
  console.log(JSON.stringify(receipt.counts));
  for (const id of [`${run}-1`, `${run}-2`]) {
    let comment = await client.comment(id);
    for (let tries = 0; comment.state === 'waiting' && tries < 100; tries++) {
      await sleep(200);
      comment = await client.comment(id);
    }
    console.log(`${id} ${comment.verdict} ${comment.score}`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2));
