import { expect } from "bun:test";
import { z } from "zod";
import type { Outcome, Sandbox } from "../sandbox.ts";

/** What a command printed with `--json`, and exited with. */
export interface Printed {
  readonly status: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: whatever it is, the schema is to judge it
  readonly envelope: any;
}

const validators = new Map<string, z.ZodType>();

/** A validator made of the JSON Schema that the program itself prints for a command. */
export async function validatorOf(box: Sandbox, command: string): Promise<z.ZodType> {
  const known = validators.get(command);
  if (known !== undefined) return known;
  const { stdout, status } = await box.call(["schema", ...command.split(" ")]);
  expect(status, `agent-tty schema ${command}`).toBe(0);
  const validator = z.fromJSONSchema(JSON.parse(stdout));
  validators.set(command, validator);
  return validator;
}

/** Fails unless the output is one envelope as it must look, and no field of it is unknown to the command's schema. */
export async function printedBy(box: Sandbox, command: string, outcome: Outcome): Promise<Printed> {
  expect(outcome.stderr).toBe("");
  const envelope = JSON.parse(outcome.stdout);
  expect(outcome.stdout).toBe(`${JSON.stringify(envelope, null, 2)}\n`);
  const { error } = (await validatorOf(box, command)).safeParse(envelope);
  if (error) throw new Error(`${command} printed what its schema does not allow:\n${outcome.stdout}\n${error.message}`);
  return { status: outcome.status, envelope };
}
