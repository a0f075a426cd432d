import { DEFAULT_LANGUAGE, type Language } from '../../fault.js';

/** The language of an answer to one person: by Discord's locale of that person; Korean where it is neither. */
export function languageOf(locale: string): Language {
  if (locale.startsWith('ko')) return 'ko';
  return locale.startsWith('en') ? 'en' : DEFAULT_LANGUAGE;
}
