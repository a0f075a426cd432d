// natural's Bayes classifier in its straightforward use: trains on labelled comments of another dump of the same kind (on
// eojeols, since its tokenizers drop Hangul), then classifies each comment. node bench/batch/natural.mjs IN OUT LABELLED
// LABELLED contains lines `label TAB text`.
import process from 'node:process';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { once } from 'node:events';
import natural from 'natural/lib/natural/classifiers/index.js';
import split2 from 'split2';

const [, , input, output, labelled] = process.argv;
const tokens = (text) => text.split(/\s+/u).filter((word) => word !== '');
const classifier = new natural.BayesClassifier();
for (const line of readFileSync(labelled, 'utf8').trimEnd().split('\n')) {
  const [label, text] = line.split('\t');
  classifier.addDocument(tokens(text), label);
}
classifier.train();
const out = createWriteStream(output);
for await (const row of createReadStream(input).pipe(split2(JSON.parse))) {
  if (row.type !== 'comment') continue;
  const result = {
    commentId: row.id,
    articleId: row.articleId,
    verdict: classifier.classify(tokens(row.text)),
  };
  if (!out.write(`${JSON.stringify(result)}\n`)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');
