// The part of the WebAssembly interface that the kernels use; TypeScript declares it for browsers only.
declare namespace WebAssembly {
  // eslint-disable-next-line @typescript-eslint/no-extraneous-class -- it is a handle
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(size: { initial: number; maximum: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(
      module: Module,
      imports: { env: { memory: Memory; isLetterOrNumber?: (code: number) => number } },
    );
    readonly exports: unknown;
  }
}
