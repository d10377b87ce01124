/** The tables of a TrueType font by their four-letter tags (OpenType specification, "Organization of an OpenType Font"). */
export type FontTables = ReadonlyMap<string, DataView>;

/**
 * Reads the directory of an sfnt file.
 *
 * @throws RangeError if the file is cut off
 */
export function readTables(file: Uint8Array): FontTables {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const tables = new Map<string, DataView>();
  const count = view.getUint16(4);
  for (let index = 0; index < count; index++) {
    const record = 12 + index * 16;
    const tag = String.fromCharCode(...file.subarray(record, record + 4));
    const offset = file.byteOffset + view.getUint32(record + 8);
    tables.set(tag, new DataView(file.buffer, offset, view.getUint32(record + 12)));
  }
  return tables;
}

/** The table `tag`. @throws RangeError if the font has none */
export function requireTable(tables: FontTables, tag: string): DataView {
  const table = tables.get(tag);
  if (!table) throw new RangeError(`The font has no '${tag}' table.`);
  return table;
}
