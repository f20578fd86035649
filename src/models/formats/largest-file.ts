/**
 * Bytes from which on a file cannot be loaded: browsers give out no buffer of 2 GiB, which both transformers.js and wllama need for each
 * file. Larger models come in parts.
 */
export const TOO_LARGE_BYTES = 2 ** 31 - 1;
