/*
 * The machine that portable files run on: one flat memory of 32-bit words, and a product that wraps. This is the one in
 * JavaScript; `machine.assemblyscript` is the same for WebAssembly. `at` counts words. A place outside the memory is a
 * mistake that only WebAssembly tells.
 */

let M: Int32Array = new Int32Array(0);

/** Makes these words the memory, until others are. */
export function attach(words: Int32Array): void {
  M = words;
}

export function get(at: i32): i32 {
  return M[at]!;
}

export function set(at: i32, value: i32): void {
  M[at] = value;
}

export function mul(a: i32, b: i32): i32 {
  return Math.imul(a, b);
}

/** Puts a value where the expected one is, and comes to what was there; no other thread gets in between. */
export function swap(at: i32, expected: i32, value: i32): i32 {
  return Atomics.compareExchange(M, at, expected, value);
}

/** Adds to what is there, and comes to what was there; no other thread gets in between. */
export function addTo(at: i32, value: i32): i32 {
  return Atomics.add(M, at, value);
}

/** The place of the lowest bit that is set, counted from 0; one is. */
export function lowestOf(bits: i32): i32 {
  return 31 - Math.clz32(bits & -bits);
}
