/**
 * How much a call does, in places of texts and arrays that it looks at, counted where nearly every scan passes: no clock
 * is asked. Regular expressions are not seen; bench/worst.ts sees them.
 */
export function workOf(call: () => void): number {
  let work = 0;
  const undo: (() => void)[] = [];
  const count = <T extends object>(
    owner: T,
    name: keyof T,
    cost: (self: never, args: never[]) => number,
  ): void => {
    const original = owner[name] as (...args: never[]) => unknown;
    const counting = function (this: never, ...args: never[]): unknown {
      work += cost(this, args);
      return original.apply(this, args);
    };
    Object.defineProperty(owner, name, { value: counting, configurable: true, writable: true });
    undo.push(() =>
      Object.defineProperty(owner, name, { value: original, configurable: true, writable: true }),
    );
  };
  const text = (self: string): number => self.length;
  count(String.prototype, 'charCodeAt', () => 1);
  count(String.prototype, 'charAt', () => 1);
  count(String.prototype, 'slice', (self: string, [start = 0, end = self.length]: number[]) =>
    Math.max(0, end - start),
  );
  for (const name of ['includes', 'indexOf', 'trim', 'split', 'toLowerCase', 'normalize'] as const)
    count(String.prototype, name, text);
  const arrays = Object.getPrototypeOf(Uint8Array.prototype) as Uint8Array;
  count(arrays, 'fill', (self: Uint8Array, [, start = 0, end = self.length]: number[]) => end - start);
  count(arrays, 'indexOf', (self: Uint8Array) => self.length);
  count(arrays, 'set', (_self: Uint8Array, [source]: Uint8Array[]) => source!.length);
  count(Array.prototype, 'push', () => 1);
  for (const name of ['includes', 'filter', 'map', 'find', 'some'] as const)
    count(Array.prototype, name, (self: unknown[]) => self.length);
  try {
    call();
  } finally {
    for (const one of undo.reverse()) one();
  }
  return work;
}
