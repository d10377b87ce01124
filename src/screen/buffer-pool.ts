import { Buffer } from "node:buffer";

/**
 * Importing this switches the pooling of small buffers off, until {@link restoreBufferPool}. For a package that takes a
 * buffer's whole memory for its own: @xterm/addon-unicode-graphemes 0.4.0 reads its table at the wrong place where the
 * buffer lies in a pool (Deno, Node), and every character beyond U+FFFF is then one cell wide.
 */
const POOL_SIZE = Buffer.poolSize;
Buffer.poolSize = 0;

export function restoreBufferPool(): void {
  Buffer.poolSize = POOL_SIZE;
}
