/** WebAssembly of the host, as far as Fissure uses it; the types of ECMAScript alone do not know it. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Opaque. */
export interface WasmModule {
  readonly [Symbol.toStringTag]: string;
}

interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => WasmMemory;
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

export function webAssembly(): WebAssemblyApi {
  const api = webAssemblyOfHost();
  if (api === undefined) throw new Error('this host has no WebAssembly');
  return api;
}

function webAssemblyOfHost(): WebAssemblyApi | undefined {
  return (globalThis as unknown as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
}

/** A module with one function that adds up vectors of doubles: valid only where there is SIMD. */
const PROBE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x06, 0x01, 0x60, 0x01, 0x7b, 0x01, 0x7b],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x0b, 0x01, 0x09, 0x00, 0x20, 0x00, 0x20, 0x00, 0xfd, 0xf0, 0x01, 0x0b],
);

/** Whether the host has WebAssembly with 128-bit vectors. */
export function hasVectorWebAssembly(): boolean {
  return webAssemblyOfHost()?.validate(PROBE) ?? false;
}
