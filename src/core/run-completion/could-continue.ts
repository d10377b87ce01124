/** Words and brackets that open what a later line may have to close. */
const OPENING =
  /(?:^|[\s;&|(])(?:if|for|while|until|case|select|function|begin|switch|repeat|foreach|do|then|else|\{|\()(?:$|[\s;(])|[({`]/;

/** A list or a pipeline whose other half is still to come, or an escaped line end. */
const HALF = /(?:&&|\||\\)\s*$/;

/**
 * Whether a shell that has read `command` may be waiting for more of it, with a prompt of its own (POSIX, PS2): an open
 * quote or block, a here-document, a line end that was escaped. No parser: where it cannot tell, it says yes.
 */
export function couldContinue(command: string): boolean {
  const bare = withoutQuoted(command);
  return bare === undefined || bare.includes("<<") || HALF.test(bare) || OPENING.test(bare);
}

/** The command without what is quoted, escaped or a comment; nothing where a quote stays open. */
function withoutQuoted(command: string): string | undefined {
  let bare = "";
  for (let at = 0; at < command.length; at++) {
    const char = command[at] as string;
    if (char === "\\") {
      if (at === command.length - 1) return undefined;
      at += 1;
    } else if (char === "'" || char === '"') {
      const end = closing(command, at);
      if (end === undefined) return undefined;
      at = end;
      bare += "x";
    } else if (char === "#" && /(?:^|[\s;])$/.test(bare)) {
      while (at + 1 < command.length && command[at + 1] !== "\n") at += 1;
    } else {
      bare += char;
    }
  }
  return bare;
}

/** Where the quote that opens at `start` closes. */
function closing(command: string, start: number): number | undefined {
  const quote = command[start];
  for (let at = start + 1; at < command.length; at++) {
    if (command[at] === quote) return at;
    // What a double quote expands may hold quotes of its own: that is beyond us.
    if (quote === '"' && (command[at] === "`" || command.startsWith("$(", at))) return undefined;
    if (quote === '"' && command[at] === "\\") at += 1;
  }
  return undefined;
}
