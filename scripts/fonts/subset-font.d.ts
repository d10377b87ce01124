/** subset-font 2.9.0 brings no types; this is what we use of it. */
declare module "subset-font" {
  interface Options {
    readonly targetFormat: "sfnt";
    readonly noHinting?: boolean;
    readonly keepFeatures?: string[];
    readonly dropTables?: string[];
  }
  export default function subsetFont(font: Uint8Array, text: string, options: Options): Promise<Uint8Array>;
}
