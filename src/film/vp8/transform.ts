// The transforms of VP8 (RFC 6386, 14.3 and 14.4). The inverse ones must round exactly as every decoder does; the
// forward ones are ours, and only have to be their mathematical opposite.

/** √2·cos(π/8) - 1 and √2·sin(π/8) in 1/65536, as the RFC prescribes them. */
const COS_LESS_ONE = 20091;
const SIN = 35468;
/** √2·cos(π/8) and √2·sin(π/8), for the way there. */
const COS_REAL = 1.3065629648763766;
const SIN_REAL = 0.541196100146197;

const scratch = new Int32Array(16);
const realScratch = new Float64Array(16);

/** 4×4 differences into coefficients at `at`. The inverse is orthogonal but for a factor: so this is its transpose, halved. */
export function forwardDct(differences: Int32Array, coefficients: Int32Array, at: number): void {
  const rows = realScratch;
  for (let i = 0; i < 16; i += 4) {
    const p = differences[i]!;
    const q = differences[i + 1]!;
    const r = differences[i + 2]!;
    const s = differences[i + 3]!;
    rows[i] = p + q + r + s;
    rows[i + 1] = COS_REAL * (p - s) + SIN_REAL * (q - r);
    rows[i + 2] = p - q - r + s;
    rows[i + 3] = SIN_REAL * (p - s) - COS_REAL * (q - r);
  }
  for (let i = 0; i < 4; i++) {
    const p = rows[i]!;
    const q = rows[i + 4]!;
    const r = rows[i + 8]!;
    const s = rows[i + 12]!;
    coefficients[at + i] = Math.floor((p + q + r + s) / 2 + 0.5);
    coefficients[at + 4 + i] = Math.floor((COS_REAL * (p - s) + SIN_REAL * (q - r)) / 2 + 0.5);
    coefficients[at + 8 + i] = Math.floor((p - q - r + s) / 2 + 0.5);
    coefficients[at + 12 + i] = Math.floor((SIN_REAL * (p - s) - COS_REAL * (q - r)) / 2 + 0.5);
  }
}

/** Adds what the coefficients at `at` say to 4×4 pixels of a plane, from `origin` on. */
export function addInverseDct(
  coefficients: Int32Array,
  at: number,
  plane: Uint8Array,
  origin: number,
  stride: number,
): void {
  invertColumns(coefficients, at, scratch);
  for (let row = 0; row < 4; row++) addInvertedRow(scratch, row * 4, plane, origin + row * stride);
}

function invertColumns(coefficients: Int32Array, at: number, columns: Int32Array): void {
  for (let i = 0; i < 4; i++) {
    const p = coefficients[at + i]!;
    const q = coefficients[at + 4 + i]!;
    const r = coefficients[at + 8 + i]!;
    const s = coefficients[at + 12 + i]!;
    const c = ((q * SIN) >> 16) - (s + ((s * COS_LESS_ONE) >> 16));
    const d = q + ((q * COS_LESS_ONE) >> 16) + ((s * SIN) >> 16);
    columns[i] = p + r + d;
    columns[4 + i] = p - r + c;
    columns[8 + i] = p - r - c;
    columns[12 + i] = p + r - d;
  }
}

function addInvertedRow(columns: Int32Array, at: number, plane: Uint8Array, origin: number): void {
  const p = columns[at]!;
  const q = columns[at + 1]!;
  const r = columns[at + 2]!;
  const s = columns[at + 3]!;
  const c = ((q * SIN) >> 16) - (s + ((s * COS_LESS_ONE) >> 16));
  const d = q + ((q * COS_LESS_ONE) >> 16) + ((s * SIN) >> 16);
  plane[origin] = clamp(plane[origin]! + ((p + r + d + 4) >> 3));
  plane[origin + 1] = clamp(plane[origin + 1]! + ((p - r + c + 4) >> 3));
  plane[origin + 2] = clamp(plane[origin + 2]! + ((p - r - c + 4) >> 3));
  plane[origin + 3] = clamp(plane[origin + 3]! + ((p + r - d + 4) >> 3));
}

/** {@link addInverseDct} where only the first coefficient is not zero. */
export function addInverseDc(dc: number, plane: Uint8Array, origin: number, stride: number): void {
  const difference = (dc + 4) >> 3;
  for (let row = 0, o = origin; row < 4; row++, o += stride) {
    for (let x = o; x < o + 4; x++) plane[x] = clamp(plane[x]! + difference);
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** The first coefficients of the 16 luma blocks (each 16 apart) into the block at `at`: a Walsh-Hadamard transform. */
export function forwardWht(coefficients: Int32Array, at: number): void {
  const rows = scratch;
  for (let i = 0; i < 4; i++) {
    const from = i * 64;
    const p = coefficients[from]!;
    const q = coefficients[from + 16]!;
    const r = coefficients[from + 32]!;
    const s = coefficients[from + 48]!;
    rows[i * 4] = p + q + r + s;
    rows[i * 4 + 1] = p + q - r - s;
    rows[i * 4 + 2] = p - q - r + s;
    rows[i * 4 + 3] = p - q + r - s;
  }
  for (let i = 0; i < 4; i++) {
    const p = rows[i]!;
    const q = rows[i + 4]!;
    const r = rows[i + 8]!;
    const s = rows[i + 12]!;
    coefficients[at + i] = (p + q + r + s) >> 1;
    coefficients[at + 4 + i] = (p + q - r - s) >> 1;
    coefficients[at + 8 + i] = (p - q - r + s) >> 1;
    coefficients[at + 12 + i] = (p - q + r - s) >> 1;
  }
}

/** Back: the block at `at` into the first coefficients of the 16 luma blocks. */
export function inverseWht(coefficients: Int32Array, at: number): void {
  const columns = scratch;
  for (let i = 0; i < 4; i++) {
    const p = coefficients[at + i]!;
    const q = coefficients[at + 4 + i]!;
    const r = coefficients[at + 8 + i]!;
    const s = coefficients[at + 12 + i]!;
    columns[i] = p + s + q + r;
    columns[4 + i] = q - r + p - s;
    columns[8 + i] = p + s - q - r;
    columns[12 + i] = p - s - q + r;
  }
  for (let i = 0; i < 4; i++) {
    const p = columns[i * 4]!;
    const q = columns[i * 4 + 1]!;
    const r = columns[i * 4 + 2]!;
    const s = columns[i * 4 + 3]!;
    const to = i * 64;
    coefficients[to] = (p + s + q + r + 3) >> 3;
    coefficients[to + 16] = (q - r + p - s + 3) >> 3;
    coefficients[to + 32] = (p + s - q - r + 3) >> 3;
    coefficients[to + 48] = (p - s - q + r + 3) >> 3;
  }
}
