/** Imported `with { type: "text" }`: the file's text, which the bundler puts into the executable. */
declare module "*.md" {
  const text: string;
  export default text;
}

declare module "*.bash" {
  const text: string;
  export default text;
}

declare module "*.zsh" {
  const text: string;
  export default text;
}

declare module "*.fish" {
  const text: string;
  export default text;
}

declare module "*.sh" {
  const text: string;
  export default text;
}
