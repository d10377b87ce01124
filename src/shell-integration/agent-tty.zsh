# agent-tty: zsh tells its terminal where it prompts and what becomes of its commands (OSC 133, OSC 7).
# Read as .zshenv: gives the user's own directory of start-up files back, and reads the .zshenv in it.
if [[ -n ${AGENT_TTY_ZDOTDIR+set} ]]; then
  export ZDOTDIR=$AGENT_TTY_ZDOTDIR
  unset AGENT_TTY_ZDOTDIR
else
  unset ZDOTDIR
fi

if [[ -o interactive ]]; then
  typeset -g __agent_tty_aid='aid=@WORD@'
  typeset -g __agent_tty_input=$'%{\e]133;B;'$__agent_tty_aid$'\a%}'
  # A right prompt is drawn behind the mark.
  typeset -g __agent_tty_input_more=$'%{\e]133;B;more=1;'$__agent_tty_aid$'\a%}'
  typeset -g __agent_tty_more=$'%{\e]133;P;'$__agent_tty_aid$'\a%}'
  typeset -ga precmd_functions preexec_functions

  # None of these shows anything of itself to `set -x`: each switches it off, where that is not shown.

  # In front of the user's own precmd functions: the directory is known, and so is the status.
  __agent_tty_end() {
    { local __agent_tty_status=$?; builtin setopt localoptions noxtrace } 2>/dev/null
    builtin printf '\e]133;D;%s;%s\a' $__agent_tty_status $__agent_tty_aid
    [[ $PWD == *[[:cntrl:]]* ]] || builtin printf '\e]7;file://%s%s?%s\a' "$HOST" "$PWD" $__agent_tty_aid
    builtin printf '\e]133;A;%s\a' $__agent_tty_aid
  } >$TTY

  # Behind them: the prompts may have been made anew.
  __agent_tty_begin() {
    { builtin setopt localoptions noxtrace } 2>/dev/null
    [[ -o prompt_percent ]] || return 0
    __agent_tty_unmark
    if [[ -n ${RPS1-} ]]; then PS1+=$__agent_tty_input_more; else PS1+=$__agent_tty_input; fi
    PS2+=$__agent_tty_more
  }

  # A command sees the prompts as they were, should they be exported.
  __agent_tty_unmark() {
    PS1=${${${PS1-}//$__agent_tty_input/}//$__agent_tty_input_more/}
    PS2=${${PS2-}//$__agent_tty_more/}
  }

  __agent_tty_start() {
    { builtin emulate -L zsh; builtin setopt noxtrace } 2>/dev/null
    local text=${1[1,4000]}
    text=${text//\%/%25}
    text=${text//;/%3B}
    text=${text//$'\n'/%0A}
    text=${text//$'\t'/%09}
    text=${text//[[:cntrl:]]/?}
    builtin printf '\e]133;C;%s;cmdline_url=%s\a' $__agent_tty_aid "$text" >$TTY
    __agent_tty_unmark
  }

  # At the first prompt, when the user's start-up files have had their say.
  __agent_tty_install() {
    { builtin setopt localoptions noxtrace } 2>/dev/null
    precmd_functions=(__agent_tty_end ${precmd_functions:#__agent_tty_*} __agent_tty_begin)
    preexec_functions=(${preexec_functions:#__agent_tty_*} __agent_tty_start)
    unfunction __agent_tty_install
    __agent_tty_end
    __agent_tty_begin
  }
  precmd_functions+=(__agent_tty_install)
fi

if [[ -r ${ZDOTDIR-$HOME}/.zshenv ]]; then
  source ${ZDOTDIR-$HOME}/.zshenv
fi
