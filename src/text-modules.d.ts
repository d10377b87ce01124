/** Imported `with { type: "text" }`: the file's text, which the bundler puts into the executable. */
declare module "*.md" {
  const text: string;
  export default text;
}
