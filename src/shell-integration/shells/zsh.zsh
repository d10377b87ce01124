# agent-tty: the prompts of zsh bear the marks that tell a terminal when a command ends (OSC 133, OSC 7).
# Read as .zshenv: gives the user's own directory of start-up files back, and reads the .zshenv in it. A line `unsetopt rcs`
# in front of this makes the shell one that was started with -f.
if [[ -n ${AGENT_TTY_ZDOTDIR+set} ]]; then
  export ZDOTDIR=$AGENT_TTY_ZDOTDIR
  unset AGENT_TTY_ZDOTDIR
else
  unset ZDOTDIR
fi

if [[ -o interactive ]]; then
  typeset -g __agent_tty_ps1=$'%{\e]133;B;aid=@WORD@\a%}'
  typeset -g __agent_tty_ps2=$'%{\e]133;P;aid=@WORD@\a%}'
  typeset -g __agent_tty_told=
  typeset -ga precmd_functions preexec_functions

  # Each hook has its own options and no DEBUG trap; neither shows itself, as the output of the inner braces goes nowhere
  # (zsh does not carry out redirections of the function itself for a hook). What is for the terminal is written to it by
  # name: no mark gets into a file.

  # In front of the user's precmd functions, as one that fails keeps those behind it from running. D is printed and
  # not part of PS1: the editor draws a prompt more than once, and there may be no `%` in it.
  __agent_tty_end() { {
      builtin local __agent_tty_status=$?
      builtin emulate -L zsh; builtin setopt noxtrace noerrexit noerrreturn; builtin trap - DEBUG
      __agent_tty_unmark
      __agent_tty_tell $__agent_tty_status
      __agent_tty_told=1
      builtin return 0
  } >/dev/null 2>&1 }

  __agent_tty_tell() {
    [[ -w ${TTY-} ]] || builtin return 0
    {
      builtin printf '\e]133;D;%d;aid=@WORD@\a' $1
      if [[ ${PWD-} != *[[:cntrl:]]* ]]; then builtin printf '\e]7;file://%s%s?aid=@WORD@\a' "${HOST-}" "$PWD"; fi
    } >$TTY
  }

  # Behind them, when the prompts have been made.
  __agent_tty_begin() { {
      builtin local __agent_tty_status=$? __agent_tty_percent=${options[prompt_percent]-on}
      builtin emulate -L zsh; builtin setopt noxtrace noerrexit noerrreturn; builtin trap - DEBUG
      if [[ -z $__agent_tty_told ]]; then __agent_tty_tell $__agent_tty_status; fi
      __agent_tty_told=
      __agent_tty_hook
      __agent_tty_unmark
      if [[ ! -o zle && ! -t 9 ]]; then
        # The prompt goes to a file.
        if [[ -w ${TTY-} ]]; then builtin printf '\e]133;B;aid=@WORD@\a' >$TTY; fi
      elif [[ $__agent_tty_percent == on ]]; then
        if [[ ${(t)PS1-} != *readonly* ]]; then PS1=${PS1-}$__agent_tty_ps1; fi
        if [[ ${(t)PS2-} != *readonly* ]]; then PS2=${PS2-}$__agent_tty_ps2; fi
      fi
      builtin return 0
  } 9>&2 >/dev/null 2>&1 }

  # zsh runs a copy of the list: a change comes into effect at the next prompt.
  __agent_tty_hook() {
    if [[ ${(t)precmd_functions-} != *readonly* && "${precmd_functions[*]-}" != "__agent_tty_end "(|* )__agent_tty_begin ]]; then
      precmd_functions=(__agent_tty_end ${precmd_functions:#__agent_tty_*} __agent_tty_begin)
    fi
    if [[ ${(t)preexec_functions-} != *readonly* && "${preexec_functions[-1]-}" != __agent_tty_start ]]; then
      preexec_functions=(${preexec_functions:#__agent_tty_*} __agent_tty_start)
    fi
  }

  # A command sees the prompts as the user has them.
  __agent_tty_unmark() {
    if [[ ${PS1-} == *$__agent_tty_ps1* && ${(t)PS1-} != *readonly* ]]; then PS1=${PS1//$__agent_tty_ps1/}; fi
    if [[ ${PS2-} == *$__agent_tty_ps2* && ${(t)PS2-} != *readonly* ]]; then PS2=${PS2//$__agent_tty_ps2/}; fi
  }

  __agent_tty_start() { {
      builtin emulate -L zsh; builtin setopt noxtrace noerrexit noerrreturn; builtin trap - DEBUG
      __agent_tty_hook
      __agent_tty_unmark
      builtin local __agent_tty_text=${1[1,4000]}
      __agent_tty_text=${__agent_tty_text//\%/%25}
      __agent_tty_text=${__agent_tty_text//;/%3B}
      __agent_tty_text=${__agent_tty_text//$'\n'/%0A}
      __agent_tty_text=${__agent_tty_text//$'\t'/%09}
      __agent_tty_text=${__agent_tty_text//[[:cntrl:]]/?}
      if [[ -w ${TTY-} ]]; then
        builtin printf '\e]133;C;aid=@WORD@;cmdline_url=%s\a' "$__agent_tty_text" >$TTY
      fi
      builtin return 0
  } >/dev/null 2>&1 }

  precmd_functions=(__agent_tty_end __agent_tty_begin)
  preexec_functions=(__agent_tty_start)
fi

if [[ -o rcs && -r ${ZDOTDIR-$HOME}/.zshenv ]]; then
  source ${ZDOTDIR-$HOME}/.zshenv
fi
