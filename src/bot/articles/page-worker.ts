import { parentPort, workerData } from 'node:worker_threads';
import { readPage } from '../../article/page.js';
import { Fault } from '../../fault.js';
import { clipArticle, type PageOrder, type PageResult } from './page-job.js';

// Worker thread: reads the article of one page, posts the result and ends.

/**
 * Charsets of `Content-Type` that we trust. UTF-8 is missing because detection is more reliable (many servers declare it
 * for everything), Latin charsets because servers send them as a default.
 */
const TRUSTED = /^(?:euc-kr|cp949|ms949|windows-949|uhc|ks_c_5601-1987|ksc5601|korean|utf-16(?:le|be)?)$/;

function work({ bytes, charset, name }: PageOrder): PageResult {
  try {
    const encoding = charset !== undefined && TRUSTED.test(charset) ? koreanName(charset) : undefined;
    return { kind: 'done', article: clipArticle(readPage(bytes, { encoding, name }).article) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'fault', code: error.code, text: error.text, position: error.position };
  }
}

function koreanName(charset: string): string {
  return charset.startsWith('utf-16') ? charset : 'cp949';
}

parentPort?.postMessage(work(workerData as PageOrder));
