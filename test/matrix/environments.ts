import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Setup } from "../e2e/shells/setups.ts";

/** A shell as somebody has it, and how to get to it from the session's own. */
export interface Environment extends Setup {
  /** What is typed into the session's shell first, with the prompt (regular expression) of where that leads. */
  readonly enter?: { readonly command: string; readonly prompt: string };
}

const BASH = { syntax: "sh", program: "bash", edits: true, prompt: "\\$", args: ["--norc"] } as const;
const ZSH = { syntax: "sh", program: "zsh", edits: true, args: [] } as const;
const FISH = { syntax: "fish", program: "fish", edits: true, args: [], prompt: ".*@.*[>#]" } as const;

/** As prompts of the day do it: made anew by PROMPT_COMMAND in two lines, with the status, a title, traps and hooks. */
const HEAVY_BASHRC = `
PROMPT_COMMAND=(__status __make_prompt)
__status() { last=$?; }
__make_prompt() { PS1="\\[\\e]0;\\w\\a\\]\\n\\[\\e[1;36m\\]\\w\\[\\e[0m\\] on \\[\\e[35m\\]main\\[\\e[0m\\] took \${SECONDS}s\\n\\[\\e[32m\\]❯\\[\\e[0m\\] "; }
trap 'seen=$BASH_COMMAND' DEBUG
trap 'echo bye' EXIT
shopt -s histappend checkwinsize
HISTCONTROL=ignoreboth
alias ls='ls --color=auto'
`;

const HEAVY_ZSHRC = `
setopt prompt_subst transient_rprompt share_history
autoload -Uz add-zsh-hook vcs_info
HISTFILE=~/.zsh_history SAVEHIST=100 HISTSIZE=100
add-zsh-hook precmd vcs_info
add-zsh-hook preexec __began; __began() { began=$1 }
precmd() { print -Pn '\\e]0;%~\\a' }
PROMPT=$'\\n%F{cyan}%~%f \${vcs_info_msg_0_}\\n%F{green}❯%f '
RPROMPT='%F{yellow}[%?]%f'
for plugin in autosuggestions syntax-highlighting; do
  [ ! -r /usr/share/zsh-$plugin/zsh-$plugin.zsh ] || source /usr/share/zsh-$plugin/zsh-$plugin.zsh
done
`;

const HEAVY_FISH = `
function fish_prompt
    set -l last $status
    echo
    set_color cyan; echo (prompt_pwd); set_color normal
    printf '%s❯ ' $last
end
function fish_right_prompt
    set_color yellow; echo -n '<right>'; set_color normal
end
set -g fish_greeting ''
`;

export function environments(ssh: string | undefined): Environment[] {
  return [
    { ...BASH, name: "bash" },
    {
      ...BASH,
      name: "bash, as in 4.4",
      env: { BASH_COMPAT: "4.4", INPUTRC: ".inputrc" },
      files: { ".inputrc": "set enable-bracketed-paste off\n" },
    },
    {
      ...BASH,
      name: "bash, heavy start-up file",
      args: ["--rcfile", "heavy.bash"],
      files: { "heavy.bash": HEAVY_BASHRC },
      prompt: "❯",
    },
    { ...BASH, name: "bash, not integrated", integrated: false },
    { ...ZSH, name: "zsh", files: { ".zshrc": "PS1='$ '\n" }, prompt: "\\$" },
    { ...ZSH, name: "zsh, heavy start-up file", files: { ".zshrc": HEAVY_ZSHRC }, prompt: "❯.*" },
    { ...ZSH, name: "zsh -f", args: ["-f"], prompt: "\\$" },
    { ...FISH, name: "fish" },
    { ...FISH, name: "fish, heavy configuration", files: { "config/fish/config.fish": HEAVY_FISH }, prompt: "\\d*❯.*" },
    { ...FISH, name: "fish, not integrated", integrated: false },
    { syntax: "sh", edits: false, name: "dash", program: "dash", args: [], prompt: "\\$" },
    {
      syntax: "sh",
      edits: false,
      name: "dash, its directory in the prompt",
      program: "dash",
      args: [],
      env: { PS1: "$PWD $ " },
      prompt: ".*\\$",
    },
    { syntax: "sh", edits: true, name: "busybox sh", program: "busybox", args: ["sh"], prompt: "\\$" },
    { ...BASH, name: "bash in bash", enter: { command: "PS1='in$ ' bash --norc", prompt: "in\\$" } },
    { ...BASH, name: "bash through su", enter: { command: "su", prompt: ".*[#$]" } },
    ...(ssh === undefined ? [] : [{ ...BASH, name: "bash through ssh", enter: { command: ssh, prompt: ".*[#$]" } }]),
    {
      ...BASH,
      name: "bash in tmux",
      enter: { command: "tmux -L matrix -f /dev/null new 'PS1=\"in$ \" bash --norc'", prompt: "in\\$[^]*" },
    },
  ];
}

/** What the files of an environment need to be there. */
export function prepare(root: string): void {
  mkdirSync(join(root, "config", "fish"), { recursive: true });
}
