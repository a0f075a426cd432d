/** Lets the page draw and answer before going on. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(
        () => {
          resolve();
        },
        { timeout: 50 },
      );
    else setTimeout(resolve);
  });
}

/** Whether this browser can unpack the blocks: all since 2023 can. */
export function canUnpack(): boolean {
  return typeof DecompressionStream === 'function';
}

/** Unpacks all blocks of a name in their order, a list of rows each; their shapes are those of `view/data.ts`. */
export async function* readBlocks(name: string): AsyncGenerator<unknown[]> {
  for (const block of document.querySelectorAll(`script[data-block="${name}"]`)) {
    await breathe();
    const bytes = Uint8Array.from(atob(block.textContent), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    yield JSON.parse(await new Response(plain).text()) as unknown[];
  }
}
