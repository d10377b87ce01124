// Packages that bring no types; this is what we use of them.

declare module "subset-font" {
  interface Options {
    readonly targetFormat: "sfnt";
    readonly noHinting?: boolean;
    readonly keepFeatures?: readonly string[];
    readonly dropTables?: readonly string[];
  }
  export default function subsetFont(font: Uint8Array, text: string, options: Options): Promise<Uint8Array>;
}

declare module "fontverter" {
  export function convert(font: Uint8Array, format: "sfnt"): Promise<Uint8Array>;
}
