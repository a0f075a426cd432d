import { choseongOf } from '../../../hangul/choseong.js';

/** Whether a name fits what was typed: somewhere in it, whatever its spaces and case, by initials too (ㄷㅇ finds 대유). */
export function likeTyped(name: string, typed: string): boolean {
  const [haystack, needle] = [bare(name), bare(typed)];
  return haystack.includes(needle) || choseongOf(haystack).includes(needle);
}

function bare(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/gu, '');
}
