import { printable } from "../printable.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it stands between tags, or between double quotes, in XML and HTML. */
export function markupText(text: string): string {
  return printable(text).replaceAll(/[&<>"]/g, (char) => ENTITIES[char]!);
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; attributes that are undefined are left out. `content` is markup already. */
export function element(name: string, attributes: Attributes, content?: string): string {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const list = given.map(([key, value]) => ` ${key}="${markupText(String(value))}"`).join("");
  return content === undefined ? `<${name}${list}/>` : `<${name}${list}>${content}</${name}>`;
}
