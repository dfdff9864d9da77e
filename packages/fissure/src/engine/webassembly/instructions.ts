/**
 * Instructions of WebAssembly by name, as far as Fissure writes them.
 * Source: WebAssembly Core Specification 2.0, section 5.4, and its index of instructions.
 */

/** After the prefix 0xfd. */
export const VECTOR = {
  load: 0x00,
  load64Splat: 0x0a,
  store: 0x0b,
  constant: 0x0c,
  f64Splat: 0x14,
  f64ExtractLane: 0x21,
  f64Eq: 0x47,
  f64Ne: 0x48,
  f64Lt: 0x49,
  f64Gt: 0x4a,
  f64Le: 0x4b,
  f64Ge: 0x4c,
  not: 0x4d,
  and: 0x4e,
  andNot: 0x4f,
  or: 0x50,
  xor: 0x51,
  /** (a, b, mask): a where the mask has ones. */
  bitSelect: 0x52,
  anyTrue: 0x53,
  f64Ceil: 0x74,
  f64Floor: 0x75,
  i64Bitmask: 0xc4,
  i64ShiftLeft: 0xcb,
  i64ShiftRightUnsigned: 0xcd,
  i64Add: 0xce,
  i64Sub: 0xd1,
  i64Mul: 0xd5,
  f64Abs: 0xec,
  f64Neg: 0xed,
  f64Sqrt: 0xef,
  f64Add: 0xf0,
  f64Sub: 0xf1,
  f64Mul: 0xf2,
  f64Div: 0xf3,
  /** As Math.min: NaN if either is, and -0 below 0. */
  f64Min: 0xf4,
  f64Max: 0xf5,
  /** b < a ? b : a */
  f64SmallerOf: 0xf6,
  /** a < b ? b : a */
  f64LargerOf: 0xf7,
} as const;

export type VectorInstruction = keyof typeof VECTOR;

/** Without prefix. */
export const PLAIN = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  i32Load: 0x28,
  f64Load: 0x2b,
  i32Store: 0x36,
  f64Store: 0x39,
  i32Const: 0x41,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32Ne: 0x47,
  i32LtS: 0x48,
  i32GeS: 0x4e,
  f64Lt: 0x63,
  f64Ge: 0x66,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32DivU: 0x6e,
  i32RemU: 0x70,
  i32And: 0x71,
  i32Or: 0x72,
  f64Abs: 0x99,
  f64Add: 0xa0,
  f64Mul: 0xa2,
  f64Min: 0xa4,
  f64Max: 0xa5,
  f64ConvertI32: 0xb7,
} as const;

export type PlainInstruction = keyof typeof PLAIN;

/** Block type `void`. */
export const EMPTY_BLOCK = 0x40;
