import { PairReader, READINGS, type TextVectors } from '../../src/relevance/index.js';

const SIZE = 32;

/** A unit vector from the words of a text: texts that share words are near. */
function vectorOf(text: string): Float32Array {
  // No text is as far from all others: what is measured over them would be a division by zero.
  const vector = Float32Array.from({ length: SIZE }, (_, i) => ((text.length * (i + 3)) % 7) / 50);
  for (const word of text.split(/\s+/u)) {
    let hash = 7;
    for (const letter of word.slice(0, 2)) hash = (hash * 31 + letter.codePointAt(0)!) % 1009;
    vector[hash % SIZE]! += 1;
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const rows = (texts: readonly string[]): Float32Array =>
  Float32Array.from(texts.flatMap((text) => [...vectorOf(text)]));

const slopes = Float64Array.from(READINGS, (name) => (name === 'own' ? -8 : 0));

/** A second reader that counts shared words, and how many comments it was asked for. */
export function standInReader(): { readonly reader: PairReader; readonly asked: string[] } {
  const asked: string[] = [];
  const vectors: TextVectors = {
    comment: (text) => {
      asked.push(text);
      return vectorOf(text);
    },
    title: vectorOf,
  };
  const background = {
    titles: rows(['환율 급등', '비 소식', '축구 결승', '쌀값 하락']),
    comments: rows(['잘 봤다', '답답하다', '이게 나라냐', '우승 축하']),
  };
  const stage = { intercept: 2, slopes };
  return { reader: new PairReader(vectors, background, { title: stage, body: stage }), asked };
}
