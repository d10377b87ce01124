import { ShellFollower } from "./shell-follower.ts";

/** A shell, as the system tells of it; see `ShellInFront`. */
interface Shell {
  readonly id: string;
  readonly image: string;
  readonly tellsStarts: boolean;
  readonly isBehind: boolean;
}

interface Known {
  readonly shell: Shell;
  readonly follower: ShellFollower;
}

/** A run whose shell is gone. */
interface GoneRun {
  readonly run: number;
  readonly shellId: string;
}

/** The shells of a terminal that have told marks: each was started in the one before, and is gone when that speaks again. */
export class ShellStack {
  #known: Known[] = [];

  /** The innermost. */
  get top(): ShellFollower | undefined {
    return this.#known.at(-1)?.follower;
  }

  get topShell(): Shell | undefined {
    return this.#known.at(-1)?.shell;
  }

  get(id: string | undefined): ShellFollower | undefined {
    return this.#known.find(({ shell }) => shell.id === id)?.follower;
  }

  /** Whether this is a process of a known shell's that has not become another program yet. */
  hasForked({ image }: Shell): boolean {
    return image !== "" && this.#known.some(({ shell }) => shell.image === image);
  }

  /** This shell has told something: it is the innermost now. Those within it are gone, and their runs with them. */
  speaks(shell: Shell): { readonly follower: ShellFollower; readonly gone: readonly GoneRun[] } {
    const at = this.#known.findIndex((known) => known.shell.id === shell.id);
    const known = this.#known[at] ?? { shell, follower: new ShellFollower(shell) };
    if (at === -1) this.#known.push(known);
    const within = at === -1 ? [] : this.#known.splice(at + 1);
    return { follower: known.follower, gone: within.flatMap(goneRuns) };
  }

  clear(): void {
    this.#known = [];
  }
}

function goneRuns({ shell, follower }: Known): GoneRun[] {
  return follower.clear().map((run) => ({ run, shellId: shell.id }));
}
