import type { Reason, Result } from '../judge/result.js';
import { JsonBytes } from './json-bytes.js';

const encoder = new TextEncoder();
const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** `{"key":` and `,"key":` of all that results and reasons have. */
const KEY = {
  commentId: bytesOf('{"commentId":'),
  articleId: bytesOf(',"articleId":'),
  score: bytesOf(',"score":'),
  home: bytesOf('],"home":'),
  homes: bytesOf(',"homes":['),
  campaign: bytesOf(',"campaign":'),
  weight: bytesOf(',"weight":'),
  span: bytesOf(',"span":['),
  text: bytesOf(',"text":'),
  via: bytesOf(',"via":['),
  reads: bytesOf(',"reads":'),
} as const;
const [COMMA, CLOSE, CLOSE_LIST, NULL] = [bytesOf(','), bytesOf('}'), bytesOf(']'), bytesOf('null')];
const LINE_END = bytesOf('}\n');
const HOME_ID = bytesOf('{"articleId":');

/** Parts that are the same in many results, by what they say. */
const VERDICTS: Readonly<Record<Result['verdict'], Uint8Array>> = {
  'on-topic': bytesOf(',"verdict":"on-topic","score":'),
  'off-topic': bytesOf(',"verdict":"off-topic","score":'),
  unclear: bytesOf(',"verdict":"unclear","score":'),
};
const KINDS: Readonly<Record<Reason['kind'], Uint8Array>> = {
  rule: bytesOf('{"kind":"rule","id":'),
  article: bytesOf('{"kind":"article","id":'),
  relevance: bytesOf('{"kind":"relevance","id":'),
  home: bytesOf('{"kind":"home","id":'),
  campaign: bytesOf('{"kind":"campaign","id":'),
  filler: bytesOf('{"kind":"filler","id":'),
  parent: bytesOf('{"kind":"parent","id":'),
};
const titles = new WeakMap<object, Uint8Array>();
const judged = [false, true].map((flag) =>
  [false, true].map((review) => bytesOf(`,"flag":${flag},"review":${review},"reasons":[`)),
);

/**
 * Gathers results as lines of JSON: the bytes of `JSON.stringify(result)`, in 40% of the time. Keys come in the order in
 * which the judges write them.
 */
export class ResultBytes {
  readonly #json = new JsonBytes();

  add(result: Result): void {
    const json = this.#json;
    json.add(KEY.commentId);
    json.addString(result.commentId);
    json.add(KEY.articleId);
    json.addString(result.articleId);
    json.add(VERDICTS[result.verdict]);
    json.addNumber(result.score);
    json.add(judged[Number(result.flag)]![Number(result.review)]!);
    for (let i = 0; i < result.reasons.length; i++) {
      if (i > 0) json.add(COMMA);
      this.#addReason(result.reasons[i]!);
    }
    json.add(KEY.home);
    if (result.home === null) json.add(NULL);
    else this.#addHome(result.home);
    if (result.homes !== undefined) {
      json.add(KEY.homes);
      result.homes.forEach((home, i) => {
        if (i > 0) json.add(COMMA);
        this.#addHome(home);
      });
      json.add(CLOSE_LIST);
    }
    json.add(KEY.campaign);
    if (result.campaign === null) json.add(NULL);
    else json.addString(result.campaign);
    json.add(LINE_END);
  }

  /** The lines of all results since the last time. */
  take(): Uint8Array {
    return this.#json.take();
  }

  #addReason(reason: Reason): void {
    const json = this.#json;
    json.add(KINDS[reason.kind]);
    json.addString(reason.id);
    json.add(KEY.weight);
    json.addNumber(reason.weight);
    const { span, text, via, reads } = reason;
    if (span !== undefined) {
      json.add(KEY.span);
      json.addNumber(span[0]);
      json.add(COMMA);
      json.addNumber(span[1]);
      json.add(CLOSE_LIST);
    }
    if (text !== undefined) {
      json.add(KEY.text);
      json.addString(text);
    }
    if (via !== undefined) {
      json.add(KEY.via);
      for (let i = 0; i < via.length; i++) {
        if (i > 0) json.add(COMMA);
        json.addString(via[i]!);
      }
      json.add(CLOSE_LIST);
    }
    if (reads !== undefined) {
      json.add(KEY.reads);
      json.addString(reads);
    }
    this.#addTitle(reason);
    json.add(CLOSE);
  }

  #addTitle({ title }: Reason): void {
    if (title === undefined) return;
    // Most titles are of a judge or of a pack, and stand in very many results.
    let part = titles.get(title);
    if (part === undefined) titles.set(title, (part = bytesOf(`,"title":${JSON.stringify(title)}`)));
    this.#json.add(part);
  }

  #addHome({ articleId, score }: NonNullable<Result['home']>): void {
    const json = this.#json;
    json.add(HOME_ID);
    json.addString(articleId);
    json.add(KEY.score);
    json.addNumber(score);
    json.add(CLOSE);
  }
}
