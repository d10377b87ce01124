/**
 * The fields of a `/proc/<pid>/stat` (proc(5)) from the third on: state, parent, group, session, terminal, foreground
 * group … The second is the program's name in parentheses, which may itself hold blanks and parentheses.
 */
export function procStatFields(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

/** The second field: the program's name, at most 15 bytes of it. */
export function procStatName(stat: string): string {
  return stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")"));
}
