/** A whole number of 32 bits with its sign, in files that are compiled to JavaScript and to WebAssembly. */
declare type i32 = number;
