/* The memory that the core works on, as JavaScript has it. Places in it count words of 32 bits. */

let M: Int32Array = new Int32Array(0);

/** From now on the core works on these words. */
export function attach(words: Int32Array): void {
  M = words;
}

export function get(at: i32): i32 {
  return M[at]!;
}

export function set(at: i32, value: i32): void {
  M[at] = value;
}

/** The lower 32 bits of a product. */
export function mul(a: i32, b: i32): i32 {
  return Math.imul(a, b);
}
