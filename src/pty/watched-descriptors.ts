import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import type { BlockedCall } from "./blocked-call.ts";

/** poll(2) and epoll(7): there is something to read, POLLIN or POLLRDNORM. */
const READABLE = 0x1 | 0x40;

/** Bytes of a `struct pollfd`: the descriptor (32 bits), the events asked for and those that came (16 bits each). */
const POLLFD_BYTES = 8;

/** Who waits for more descriptors than these is not looked into. */
const MAX_DESCRIPTORS = 1024;

/**
 * The descriptors that a sleeping process waits to read from; nothing where that cannot be told.
 *
 * @param path the process's directory in `/proc`
 */
export function watchedDescriptors(path: string, call: BlockedCall): number[] | undefined {
  switch (call.kind) {
    case "none":
      return [];
    case "read":
      return [call.fd];
    case "poll": {
      const bytes = memoryOf(path, call.address, call.count * POLLFD_BYTES);
      return bytes && polledDescriptors(bytes);
    }
    case "select": {
      if (call.address === 0) return [];
      const bytes = memoryOf(path, call.address, Math.ceil(call.count / 8));
      return bytes && selectedDescriptors(bytes, call.count);
    }
    case "epoll":
      return epollDescriptors(path, call.fd);
    case "unknown":
      return undefined;
  }
}

/** Of an array of `struct pollfd`, those that are to become readable. */
export function polledDescriptors(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const descriptors: number[] = [];
  for (let at = 0; at + POLLFD_BYTES <= bytes.length; at += POLLFD_BYTES) {
    if ((view.getInt16(at + 4, true) & READABLE) !== 0) descriptors.push(view.getInt32(at, true));
  }
  return descriptors;
}

/** Of an `fd_set` (select(2), a bit a descriptor), those below `count`. */
export function selectedDescriptors(bytes: Uint8Array, count: number): number[] {
  return Array.from({ length: count }, (_, fd) => fd).filter((fd) => ((bytes[fd >> 3] ?? 0) & (1 << (fd & 7))) !== 0);
}

/** Source: proc_pid_fdinfo(5), `tfd: 20 events: 19 …`; the events are hexadecimal. */
function epollDescriptors(path: string, fd: number): number[] | undefined {
  try {
    const lines = readFileSync(`${path}/fdinfo/${fd}`, "latin1").matchAll(/^tfd:\s*(\d+)\s+events:\s*([\da-f]+)/gm);
    return [...lines].flatMap(([, target, events]) =>
      Number.parseInt(events ?? "", 16) & READABLE ? [Number(target)] : [],
    );
  } catch {
    return undefined;
  }
}

/** A piece of another process's memory. Source: proc(5), `/proc/<pid>/mem`; it takes the right to trace the process. */
function memoryOf(path: string, address: number, length: number): Uint8Array | undefined {
  if (length === 0) return new Uint8Array();
  if (length > MAX_DESCRIPTORS * POLLFD_BYTES) return undefined;
  let file: number | undefined;
  try {
    file = openSync(`${path}/mem`, "r");
    const bytes = new Uint8Array(length);
    return readSync(file, bytes, 0, length, address) === length ? bytes : undefined;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
