import type { JsonSchema } from "../../src/cli/json-schema.ts";

/** A JSON Schema as TypeScript would write the type, one field a line, descriptions as comments. */
export function typeNotation(schema: JsonSchema, indent = ""): string {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.map((each) => typeNotation(each as JsonSchema, indent)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.type === "array") return arrayNotation(schema.items as JsonSchema, indent);
  if (schema.type === "object") return objectNotation(schema, indent);
  return [schema.type ?? "unknown"].flat().join(" | ");
}

function arrayNotation(items: JsonSchema, indent: string): string {
  const item = typeNotation(items, indent);
  return / \| /.test(item) && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
}

function objectNotation({ properties, required = [], additionalProperties }: JsonSchema, indent: string): string {
  if (properties === undefined) {
    const values = additionalProperties as JsonSchema | undefined;
    return `{ [name]: ${values && Object.keys(values).length > 0 ? typeNotation(values, indent) : "unknown"} }`;
  }
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, property]) => {
    const schema = property as JsonSchema;
    const remark = remarkOf(schema);
    return `${inner}${name}${required.includes(name) ? "" : "?"}: ${typeNotation(schema, inner)}${remark}`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

function remarkOf({ description, format }: JsonSchema): string {
  const remark = description ?? (format === "date-time" ? "ISO 8601, UTC" : undefined);
  return remark === undefined ? "" : `  // ${remark}`;
}
