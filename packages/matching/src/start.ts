// What may be had of this room before it is loaded: a door for who reads arguments first and lets
// threads load meanwhile.

export { ThreadsAhead } from "./engine/threads-ahead.ts";
export { bytesIn, bytesNamed } from "./read/named-bytes.ts";
export { UnusableInput } from "./unusable-input.ts";
