/**
 * Bytes from which on a file cannot be loaded: browsers give out no buffer of 2 GiB, which transformers.js needs for each file, and wllama
 * promises no more. Larger models come in parts.
 */
export const TOO_LARGE_BYTES = 2 ** 31 - 1;
