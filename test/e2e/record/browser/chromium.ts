import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Sandbox } from "../../sandbox.ts";

export const hasChromium = spawnSync("sh", ["-c", "command -v chromium"]).status === 0;

/** A file that the pages can ask for. */
export interface Served {
  readonly file: string;
  readonly type: string;
}

/** Nothing may be loaded or run by what we make, wherever it comes from; what is tried is reported. */
const ALONE = "default-src 'none'; style-src 'unsafe-inline'; report-uri /report";

/**
 * Has Debian's Chromium show a page of this folder, which asks `/task` what to do with the files, does it, and sends
 * what it has found to `/found`.
 *
 * @returns that, and what the files tried to load or run
 */
export async function inChromium(
  box: Sandbox,
  page: string,
  task: object,
  files: Readonly<Record<string, Served>>,
  // biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects, and fails if it is not there
): Promise<{ found: any; reports: string[] }> {
  const reports: string[] = [];
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname === "/found") resolve(await request.json());
      else if (pathname === "/report") reports.push(await request.text());
      else if (pathname === "/task") return Response.json(task);
      else if (pathname === `/${page}`) return new Response(Bun.file(join(import.meta.dir, page)));
      const served = files[pathname];
      if (!served) return new Response(null, { status: 204 });
      const headers = { "content-type": served.type, "content-security-policy": ALONE };
      return new Response(Bun.file(served.file), { headers });
    },
  });
  const browser = startChromium(box, `http://127.0.0.1:${server.port}/${page}`);
  try {
    const stderr = browser.stderr.text();
    const ended = browser.exited.then(async (code) => {
      throw new Error(`Chromium ended with ${code}: ${await stderr}`);
    });
    return { found: await Promise.race([promise, ended]), reports };
  } finally {
    browser.kill();
    await browser.exited;
    await server.stop(true);
  }
}

function startChromium(box: Sandbox, url: string) {
  const quiet = ["--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  // Its own sandbox does not work as root, nor in many containers; there is no graphics card, and little shared memory.
  const bare = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  const profile = `--user-data-dir=${join(box.root, "chromium")}`;
  return Bun.spawn(["chromium", ...bare, ...quiet, profile, "--autoplay-policy=no-user-gesture-required", url], {
    env: { ...box.environment, TMPDIR: box.root },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
}
