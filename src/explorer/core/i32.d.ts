/** A whole number of 32 bits with its sign: what AssemblyScript calls i32, and JavaScript a number. */
declare type i32 = number;
