/** The most columns, and the most rows, that a terminal can have. */
export const LARGEST_SIZE = 1000;
