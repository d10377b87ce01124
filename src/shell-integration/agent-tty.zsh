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
  typeset -ga precmd_functions preexec_functions

  # In front of the user's own precmd functions: the directory is known, and so is the status.
  __agent_tty_end() {
    local __agent_tty_status=$?
    builtin printf '\e]133;D;%s;%s\a' $__agent_tty_status $__agent_tty_aid
    [[ $PWD == *[[:cntrl:]]* ]] || builtin printf '\e]7;file://%s%s?%s\a' "$HOST" "$PWD" $__agent_tty_aid
    builtin printf '\e]133;A;%s\a' $__agent_tty_aid
  } >$TTY

  # Behind them: the prompts may have been made anew.
  __agent_tty_begin() {
    [[ -o prompt_percent ]] || return 0
    # A right prompt is drawn behind the mark.
    local mark=$'%{\e]133;B;'$__agent_tty_aid$'\a%}' marked=$'%{\e]133;B;more=1;'$__agent_tty_aid$'\a%}'
    PS1=${${${PS1-}//$mark/}//$marked/}
    if [[ -n ${RPS1-} ]]; then PS1+=$marked; else PS1+=$mark; fi
    [[ ${PS2-} == *$__agent_tty_aid* ]] || PS2=${PS2-}$'%{\e]133;P;'$__agent_tty_aid$'\a%}'
  }

  __agent_tty_start() {
    builtin emulate -L zsh
    local text=${1[1,4000]}
    text=${text//\%/%25}
    text=${text//;/%3B}
    text=${text//$'\n'/%0A}
    text=${text//$'\t'/%09}
    text=${text//[[:cntrl:]]/?}
    builtin printf '\e]133;C;%s;cmdline_url=%s\a' $__agent_tty_aid "$text" >$TTY
  }

  # At the first prompt, when the user's start-up files have had their say.
  __agent_tty_install() {
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
