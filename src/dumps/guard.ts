// What JSON can smuggle in. Looking into every value costs as much as parsing it, so the text is asked first.

/** Whether a text of JSON may hold a key by which prototypes are poisoned: as it stands, or behind escapes such as \u005f. */
export function mayHoldPrototypeKey(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u00');
}

/** Whether a text of JSON that was valid as UTF-8 may hold a lone surrogate: only an escape makes one. */
export function mayHoldSurrogate(text: string): boolean {
  return text.includes('\\u') && /\\u[dD][89a-fA-F]/.test(text);
}

/** Whether any object inside has a key by which JSON poisons prototypes. Without recursion: JSON may nest without end. */
export function holdsPrototypeKey(value: object): boolean {
  const open: object[] = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Object.hasOwn(next, '__proto__')) return true;
    for (const [key, inner] of Object.entries(next) as [string, unknown][]) {
      if (typeof inner !== 'object' || inner === null) continue;
      if (key === 'constructor' && Object.hasOwn(inner, 'prototype')) return true;
      open.push(inner);
    }
  }
  return false;
}

/** Whether a row that was read holds a lone surrogate. */
export function holdsLoneSurrogate(row: unknown): boolean {
  if (typeof row === 'string') return /\p{Surrogate}/u.test(row);
  return typeof row === 'object' && row !== null && Object.values(row).some(holdsLoneSurrogate);
}
