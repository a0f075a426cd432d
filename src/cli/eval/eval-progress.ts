import type { Context } from '../context.js';

/** Seconds between two notes. */
const EVERY = 10;

/** Counts judged comments and tells of them now and then, so that a long run is seen to live. */
export function progressNotes(context: Context): (comments: number) => void {
  let judged = 0;
  let told = Date.now();
  return (comments) => {
    judged += comments;
    if (Date.now() - told < EVERY * 1000) return;
    told = Date.now();
    const n = judged.toLocaleString('en-US');
    context.note(context.say({ ko: `판정 ${n} …`, en: `judged ${n} …` }));
  };
}
