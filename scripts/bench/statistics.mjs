/** The value below which the share `q` (0 to 1) of the values lies. */
export function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export const median = (values) => quantile(values, 0.5);

/** Memory of a process in MiB, by a line of proc(5)'s `status` or `smaps_rollup`. */
export function mebibytes(text, line) {
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB`, "m").exec(text)?.[1] ?? Number.NaN) / 1024;
}
