/** Characters that HTML cannot hold or that reorder or hide text. */
const WILD =
  // eslint-disable-next-line no-control-regex -- these are what the function is about
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]|\p{Surrogate}/gu;

/** Text with such characters shown by their number. */
export function showWild(text: string): string {
  return text.replace(
    WILD,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
