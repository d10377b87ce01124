/** The weight of each line that goes from the middle of a box-drawing character to an edge. */
export interface BoxArms {
  readonly left: ArmWeight;
  readonly right: ArmWeight;
  readonly up: ArmWeight;
  readonly down: ArmWeight;
}

/** 0 none, 1 light, 2 heavy, 3 double. */
export type ArmWeight = 0 | 1 | 2 | 3;

/**
 * The arms from U+2500 on, sixteen characters a line, each as left, right, up, down (Unicode code chart "Box Drawing").
 * `----` is a character that is drawn otherwise: dashes, arcs, diagonals.
 */
const ARMS = `
1100 2200 0011 0022 ---- ---- ---- ---- ---- ---- ---- ---- 0101 0201 0102 0202
1001 2001 1002 2002 0110 0210 0120 0220 1010 2010 1020 2020 0111 0211 0121 0112
0122 0221 0212 0222 1011 2011 1021 1012 1022 2021 2012 2022 1101 2101 1201 2201
1102 2102 1202 2202 1110 2110 1210 2210 1120 2120 1220 2220 1111 2111 1211 2211
1121 1112 1122 2121 1221 2112 1212 2221 2212 2122 1222 2222 ---- ---- ---- ----
3300 0033 0301 0103 0303 3001 1003 3003 0310 0130 0330 3010 1030 3030 0311 0133
0333 3011 1033 3033 3301 1103 3303 3310 1130 3330 3311 1133 3333 ---- ---- ----
---- ---- ---- ---- 1000 0010 0100 0001 2000 0020 0200 0002 1200 0012 2100 0021`;

const FIRST = 0x2500;

/** The arms of a box-drawing character; undefined for any other, and for those that have no plain arms. */
export function boxArms(codePoint: number): BoxArms | undefined {
  const entry = ARMS.slice(1 + (codePoint - FIRST) * 5, 5 + (codePoint - FIRST) * 5);
  if (codePoint < FIRST || entry.length !== 4 || entry === "----") return undefined;
  const [left, right, up, down] = [...entry].map(Number) as [ArmWeight, ArmWeight, ArmWeight, ArmWeight];
  return { left, right, up, down };
}
