// natural's Bayes classifier in its straightforward use: trains on labelled comments of other articles (on eojeols, since
// its tokenizers drop Hangul), then classifies each comment, in as many threads as matgeul has. Each thread takes a part of
// the file. node bench/batch/natural.mjs IN OUT LABELLED [THREADS]; LABELLED contains lines `label TAB text`.
import { appendFileSync, closeSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import natural from 'natural/lib/natural/classifiers/index.js';
import { linesOf } from './cut.mjs';

const tokens = (text) => text.split(/\s+/u).filter((word) => word !== '');

function classify({ input, output, labelled, from, to }) {
  const classifier = new natural.BayesClassifier();
  for (const line of readFileSync(labelled, 'utf8').trimEnd().split('\n')) {
    const [label, text] = line.split('\t');
    classifier.addDocument(tokens(text), label);
  }
  classifier.train();
  const file = openSync(output, 'w');
  for (const lines of linesOf(input, from, to)) {
    let out = '';
    for (const line of lines) {
      const row = JSON.parse(line);
      const text = row.text ?? row.comment;
      if (typeof text !== 'string') continue;
      const verdict = classifier.classify(tokens(text));
      out += `${JSON.stringify({ commentId: row.id, articleId: row.articleId, verdict })}\n`;
    }
    writeSync(file, out);
  }
  closeSync(file);
}

if (isMainThread) {
  const [, , input, output, labelled, threads = '1'] = process.argv;
  const { size } = statSync(input);
  const count = Number(threads);
  const parts = Array.from({ length: count }, (_, i) => ({
    input,
    output: i === 0 ? output : `${output}.${i}`,
    labelled,
    from: Math.floor((size * i) / count),
    to: i + 1 === count ? Infinity : Math.floor((size * (i + 1)) / count),
  }));
  await Promise.all(
    parts.map(
      (part) =>
        new Promise((resolve, reject) => {
          const worker = new Worker(fileURLToPath(import.meta.url), { workerData: part });
          worker.once('error', reject).once('exit', resolve);
        }),
    ),
  );
  for (const part of parts.slice(1)) {
    appendFileSync(output, readFileSync(part.output));
    rmSync(part.output);
  }
} else classify(workerData);
