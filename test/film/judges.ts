// What others make of our films: Debian's ffmpeg and WebP tools. scripts/test-packages.mjs provides them.
import { expect } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FilmSink } from "../../src/film/film-encoder.ts";

/** A film in memory. */
export class MemorySink implements FilmSink {
  #bytes = Buffer.alloc(0);

  write(bytes: Uint8Array): void {
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }

  patch(offset: number, bytes: Uint8Array): void {
    expect(offset + bytes.length).toBeLessThanOrEqual(this.#bytes.length);
    this.#bytes.set(bytes, offset);
  }

  get bytes(): Buffer {
    return this.#bytes;
  }
}

function has(program: string): boolean {
  return spawnSync("sh", ["-c", `command -v ${program}`]).status === 0;
}

export const hasFfmpeg = has("ffmpeg") && has("ffprobe");
export const hasWebpTools = has("webpmux") && has("dwebp");

/** Runs a program on a file with these bytes, whose path stands for `FILE` in the arguments. @returns its output */
export function judge(bytes: Uint8Array, program: string, ...args: readonly string[]): Buffer {
  const directory = mkdtempSync(join(tmpdir(), "agent-tty-film-"));
  try {
    const file = join(directory, "film");
    writeFileSync(file, bytes);
    const run = spawnSync(
      program,
      args.map((arg) => arg.replace("FILE", file)),
      { maxBuffer: 1 << 30 },
    );
    // webpmux has something to say when all is well, too.
    expect(run.stderr.toString().replace(/^Saved file .*\n/, "")).toBe("");
    expect(run.status).toBe(0);
    return run.stdout;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** All frames of a film as ffmpeg decodes them, one behind the other, each frame once. */
export function decodeFrames(bytes: Uint8Array, pixelFormat: "yuv420p" | "rgb24" | "rgba"): Buffer {
  const output = ["-f", "rawvideo", "-pix_fmt", pixelFormat, "-fps_mode", "passthrough", "-"];
  return judge(bytes, "ffmpeg", "-v", "error", "-i", "FILE", ...output);
}

/** What ffprobe says of a film: `streams`, `format` and `packets`, as it prints them. */
export function probe(bytes: Uint8Array): Probed {
  const shown = ["-show_streams", "-show_format", "-show_packets", "-print_format", "json"];
  return JSON.parse(judge(bytes, "ffprobe", "-v", "error", ...shown, "FILE").toString());
}

export interface Probed {
  streams: { codec_name: string; width: number; height: number; color_space?: string; color_range?: string }[];
  format: { format_name: string; duration: string };
  packets: { pts_time: string; duration_time?: string; flags: string }[];
}
