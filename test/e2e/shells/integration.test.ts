import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { useSandbox } from "../sandbox.ts";
import { isInstalled, type Setup } from "./setups.ts";
import { ShellSession } from "./shell-session.ts";

// What shell integration must leave as it was, and what nobody may make it believe.

const sandbox = useSandbox();
const BASH: Setup = { name: "bash", program: "bash", args: [], syntax: "sh", prompt: ".*\\$", edits: true };
const ZSH: Setup = { ...BASH, name: "zsh", program: "zsh" };
const FISH: Setup = { ...BASH, name: "fish", program: "fish", syntax: "fish", prompt: ".*[>#$]" };

for (const shell of ["zsh", "fish"]) if (!isInstalled(shell)) console.log(`NOT TESTED: ${shell} is not installed`);

/** Opens a shell whose user has these files in their home. */
function open(setup: Setup, files: Record<string, string>, env: Record<string, string> = {}): Promise<ShellSession> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(sandbox().root, path)), { recursive: true });
    writeFileSync(join(sandbox().root, path), text);
  }
  return ShellSession.open(sandbox(), { ...setup, env }, 80);
}

/** What a command prints: the lines between its own and the next prompt. */
async function printed(shell: ShellSession, command: string): Promise<string[]> {
  await shell.run("clear");
  expect(await shell.run(command), shell.story()).toMatchObject({ completed: true, detection: "integration" });
  return (await shell.look()).lines.slice(1, -1);
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever shape it expects
const commandsOf = (shell: ShellSession): any[] => {
  const events = shell.events();
  const starts = events.filter(({ type }) => type === "command_start");
  return starts.map(({ seq, payload }) => ({
    command: payload.command,
    exitCode: events.find(({ type, payload }) => type === "command_end" && payload.startSeq === seq)?.payload.exitCode,
  }));
};

describe("bash", () => {
  test("has its start-up file, prompt, hooks and traps, and each of them the command's status", async () => {
    const rc = [
      "export FROM_RC=yes",
      "PS1='mine $ '",
      "PROMPT_COMMAND='hook=\"$?:$hook\"'",
      "trap 'echo trapped' USR1",
      "trap 'last=$BASH_COMMAND' DEBUG",
    ];
    const shell = await open(BASH, { ".bashrc": `${rc.join("\n")}\n` });
    expect((await shell.look()).lines.at(-1)).toBe("mine $");
    await shell.run("(exit 7)");
    expect(await printed(shell, "echo $FROM_RC $hook")).toEqual([expect.stringMatching(/^yes \d+:7:0:/)]);
    expect(await printed(shell, "kill -USR1 $$")).toEqual(["trapped"]);
    expect(await printed(shell, "trap -p DEBUG")).toEqual(["trap -- 'last=$BASH_COMMAND' DEBUG"]);
  });

  test("has a list of hooks as its user made it", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '; PROMPT_COMMAND=('one=$?:$one' 'two=$?:$two')\n" });
    await shell.run("(exit 3)");
    expect(await printed(shell, "echo $one $two")).toEqual([expect.stringMatching(/^0:3:\S* 0:3:/)]);
  });

  test("is a login shell where it is to be one", async () => {
    const files = {
      ".bash_profile": "PS1='login $ '; FROM=profile\n",
      ".bashrc": "FROM=rc\n",
      ".bash_logout": "touch left\n",
    };
    const shell = await open({ ...BASH, args: ["-l"] }, files, { ENV: "/my/env" });
    expect(await printed(shell, "echo $FROM $ENV $0; shopt login_shell; set -o | grep posix")).toEqual([
      expect.stringMatching(/^profile \/my\/env (-?bash|.*\/bash)$/),
      expect.stringMatching(/^login_shell\s+on$/),
      expect.stringMatching(/^posix\s+off$/),
    ]);
    expect(await printed(shell, "echo $HISTFILE; env | grep -c ^HISTFILE=")).toEqual([
      join(sandbox().root, ".bash_history"),
      "0",
    ]);
  });

  test("remembers what was typed, and nothing else", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '\n" });
    await shell.run("echo one");
    await shell.type("echo two");
    await shell.waitFor("two");
    expect(await printed(shell, "history")).toEqual([
      expect.stringMatching(/^\s+1\s+echo one$/),
      expect.stringMatching(/^\s+2\s+echo two$/),
      expect.stringMatching(/^\s+3\s+clear$/),
      expect.stringMatching(/^\s+4\s+history$/),
    ]);
  });

  test("gives nothing of it to its children, which are silent about it", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '; PS2='> '; export PS1 PS2; export PROMPT_COMMAND='true'\n" });
    expect(await printed(shell, "env | grep ^__agent_tty")).toEqual([]);
    expect(await printed(shell, "env | grep -c aid=")).toEqual(["0"]);
    for (const inner of ["bash --norc", "dash"]) {
      await shell.run("clear");
      await shell.call("run", { command: inner, noWait: true });
      expect(await shell.run("echo in''ner")).toMatchObject({ completed: true, detection: "integration" });
      expect(await shell.run("exit 4")).toMatchObject({ completed: true, detection: "integration" });
      const { lines } = await shell.look();
      expect(lines.filter((line) => line.startsWith("$ "))).toEqual([`$ ${inner}`, "$ echo in''ner", "$ exit 4"]);
      expect(lines.join("\n")).not.toMatch(/not found|\\|agent/);
      expect(commandsOf(shell)).toContainEqual({ command: inner, exitCode: 4 });
    }
  });

  test("works where prompts are not expanded", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '; shopt -u promptvars\n" });
    expect(await shell.run("(exit 3)")).toMatchObject({ exitCode: 3, detection: "integration" });
    expect((await shell.look()).lines).toEqual(["$ (exit 3)", "$"]);
  });

  test("shows nothing of it when it traces its commands", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '\n" });
    await shell.run("set -x");
    await shell.run("clear");
    await shell.run("echo traced");
    expect((await shell.look()).lines).toEqual(["$ echo traced", "+ echo traced", "traced", "$"]);
  });

  test("tells of commands that a person types", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '\n" });
    await shell.call("type", { data: "echo one; (exit 3)\r" });
    await shell.waitFor("one");
    expect(await shell.run("true")).toMatchObject({ completed: true, detection: "integration" });
    expect(commandsOf(shell)).toEqual([
      { command: "echo one; (exit 3)", exitCode: 3 },
      { command: "true", exitCode: 0 },
    ]);
  });

  test("cannot be forged by a program, and lets the marks of others through", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '\n" });
    const forged = String.raw`printf '\033]133;D;0\a\033]133;D;0;aid=0123456789abcdef0123456789abcdef\a\033]133;A\a'; sleep 0.2; (exit 5)`;
    expect(await shell.run(forged)).toMatchObject({ completed: true, exitCode: 5 });
    expect(shell.output()).toContain(
      "\x1b]133;D;0\x07\x1b]133;D;0;aid=0123456789abcdef0123456789abcdef\x07\x1b]133;A\x07",
    );
  });

  test("tells the status whatever its user has called variables, functions and separators", async () => {
    const rc = ["PS1='$ '", "readonly status=5", "printf() { echo mine; }", "shopt() { return 1; }", "IFS=_"];
    const shell = await open(BASH, { ".bashrc": `${rc.join("\n")}\n` });
    const told = { completed: true, detection: "integration" };
    expect(await shell.run("true"), shell.story()).toMatchObject({ ...told, exitCode: 0 });
    expect(await shell.run("(exit 3)"), shell.story()).toMatchObject({ ...told, exitCode: 3 });
    expect(await printed(shell, "printf x; echo $status")).toEqual(["mine", "5"]);
  });

  test("tells when it has refused a line, and claims no output of it", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '\n" });
    for (const [line, message] of [
      ['echo "Hi!there"', "bash: !there: event not found"],
      ["echo )", "bash: syntax error near unexpected token `)'"],
    ] as const) {
      const outcome = await shell.run(line);
      const screen = expect.arrayContaining([message]);
      expect(outcome, shell.story()).toMatchObject({ completed: true, detection: "integration", screen });
      expect(outcome).not.toHaveProperty("output");
      expect(await shell.run("echo next"), shell.story()).toMatchObject({ exitCode: 0, output: { text: "next" } });
    }
  });

  test("goes on where its start-up file is read once more", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '; PROMPT_COMMAND='hook=$?'\n" });
    for (const line of [". ~/.bashrc; (exit 7)", "PROMPT_COMMAND=; (exit 7)", "PROMPT_COMMAND='hook=$?'; (exit 7)"]) {
      expect(await shell.run(line), shell.story()).toMatchObject({
        exitCode: 7,
        detection: "integration",
        output: { text: "" },
      });
      expect(await shell.run("(exit 5)"), shell.story()).toMatchObject({ exitCode: 5, detection: "integration" });
    }
    expect(await printed(shell, "echo $hook")).toEqual(["0"]);
    expect((await shell.look()).lines).toEqual(["$ echo $hook", "0", "$"]);
  });

  test("is followed where somebody takes its hook away: the prompt bears the marks", async () => {
    const shell = await open(BASH, { ".bashrc": "PS1='$ '\n" });
    expect(await shell.run("unset PROMPT_COMMAND; (exit 5)")).toMatchObject({ completed: true, exitCode: 5 });
    expect(await shell.run("(exit 6)")).toMatchObject({ completed: true, exitCode: 6, detection: "integration" });
  });

  test("is left alone where that is wanted", async () => {
    const shell = await open({ ...BASH, integrated: false }, { ".bashrc": "PS1='$ '\n" });
    expect(await shell.run("true")).toMatchObject({ completed: true, exitCode: 0, detection: "sentinel" });
    writeFileSync(join(sandbox().home, "config.json"), '{"shellIntegration": false}');
    const other = await ShellSession.open(sandbox(), BASH, 80);
    expect(await other.run("true")).toMatchObject({ completed: true, exitCode: 0, detection: "sentinel" });
  });
});

describe.skipIf(!isInstalled("zsh"))("zsh", () => {
  test("has all its start-up files, prompts, hooks, and the command's status in each", async () => {
    const files = {
      ".zshenv": "env_file=yes\n",
      ".zprofile": "profile=yes\n",
      ".zshrc":
        "PS1='mine $ '; precmd() { one=$?:$one }; precmd_functions+=(f); f() { two=$?:$two }; preexec() { ran=$1 }\n",
    };
    const shell = await open({ ...ZSH, args: ["-l"] }, files);
    expect((await shell.look()).lines.at(-1)).toBe("mine $");
    await shell.run("(exit 7)");
    expect(await printed(shell, 'echo $env_file $profile "<$ZDOTDIR>" $one $two $ran')).toEqual([
      expect.stringMatching(/^yes yes <> 0:7:\S* 0:7:\S* echo \$env_file/),
    ]);
  });

  test("has them where its user keeps them", async () => {
    const directory = join(sandbox().root, "dots");
    const shell = await open(
      ZSH,
      { "dots/.zshrc": "PS1='$ '\n", "dots/.zshenv": "here=yes\n" },
      { ZDOTDIR: directory },
    );
    expect(await printed(shell, "echo $here; print -r -- $ZDOTDIR:t; env | grep -c ZDOTDIR")).toEqual([
      "yes",
      "dots",
      "1",
    ]);
  });

  test("shows nothing of it when it traces its commands, and gives nothing of it to its children", async () => {
    const shell = await open(ZSH, { ".zshrc": "PS1='$ '; PS2='> '; export PS1 PS2\n" });
    expect(await printed(shell, "env | grep -c aid=")).toEqual(["0"]);
    expect(await printed(shell, 'echo "$PS1$PS2"')).toEqual(["$ >"]);
    await shell.run("set -x");
    await shell.run("clear");
    await shell.run("echo traced");
    const lines = ["$ echo traced", expect.stringMatching(/^\+zsh:\d+> echo traced$/), "traced", "$"];
    expect((await shell.look()).lines).toEqual(lines);
  });
});

describe.skipIf(!isInstalled("fish"))("fish", () => {
  test("has its configuration, prompt and handlers, and the command's status", async () => {
    const config = [
      "set -g from_config yes",
      'function fish_prompt; echo -n "[$status] mine \\$ "; end',
      "function mine --on-event fish_postexec; set -g seen $status; end",
    ];
    const shell = await open(FISH, { "config/fish/config.fish": `${config.join("\n")}\n` });
    await shell.run("sh -c 'exit 7'");
    expect((await shell.look()).lines.at(-1)).toBe("[7] mine $");
    expect(await printed(shell, "echo $from_config $seen")).toEqual(["yes 0"]);
  });

  test("shows nothing of it when it traces its commands", async () => {
    const shell = await open(FISH, { "config/fish/config.fish": "function fish_prompt; echo -n '$ '; end\n" });
    await shell.run("set fish_trace 1");
    await shell.run("clear");
    await shell.run("echo traced");
    expect((await shell.look()).lines).toEqual(["$ echo traced", "> echo traced", "traced", "$"]);
  });
});
