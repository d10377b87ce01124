# agent-tty: bash tells its terminal where it prompts and what becomes of its commands (OSC 133, OSC 7).
# Sourced once, behind the start-up files. Each mark carries this session's word; nothing of this is exported.
# `builtin`, and names of its own: the user may have functions called as builtins are, and variables that are read-only.
if [ -n "${BASH_VERSION-}" ] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)); then
  __agent_tty_aid='aid=@WORD@'

  # In front of the user's own PROMPT_COMMAND: the status is still the command's.
  __agent_tty_end() {
    builtin local __agent_tty_status="${1-$?}"
    builtin printf '\e]133;D;%s;%s\a' "$__agent_tty_status" "$__agent_tty_aid"
    case $PWD in
      *[[:cntrl:]]*) ;;
      *) builtin printf '\e]7;file://%s%s?%s\a' "$HOSTNAME" "$PWD" "$__agent_tty_aid" ;;
    esac
    builtin printf '\e]133;A;%s\a' "$__agent_tty_aid"
    __agent_tty_told=1
    builtin return "$__agent_tty_status"
  }

  # Behind it: the prompts may have been made anew. They only name the marks: to a shell that inherits them (`export
  # PS1`) these are empty, be it one that knows nothing of `\[`.
  __agent_tty_input=$'\001\e]133;B;line=1;'$__agent_tty_aid$'\a\002'
  __agent_tty_more=$'\001\e]133;P;'$__agent_tty_aid$'\a\002'
  __agent_tty_start=$'\e]133;C;'$__agent_tty_aid$'\a'
  __agent_tty_begin() {
    builtin local __agent_tty_status="$?"
    __agent_tty_tell_late "$__agent_tty_status"
    if builtin shopt -q promptvars; then
      [[ ${PS1-} == *__agent_tty_input* ]] || PS1=${PS1-}'${__agent_tty_input-}'
      [[ ${PS2-} == *__agent_tty_more* ]] || PS2=${PS2-}'${__agent_tty_more-}'
      [[ ${PS0-} == *__agent_tty_start* ]] || PS0=${PS0-}'${__agent_tty_start-}'
    else
      [[ ${PS1-} == *"$__agent_tty_aid"* ]] || PS1=${PS1-}'\[\e]133;B;line=1;'$__agent_tty_aid'\a\]'
      [[ ${PS2-} == *"$__agent_tty_aid"* ]] || PS2=${PS2-}'\[\e]133;P;'$__agent_tty_aid'\a\]'
      [[ ${PS0-} == *"$__agent_tty_aid"* ]] || PS0=${PS0-}'\e]133;C;'$__agent_tty_aid'\a'
    fi
    builtin return "$__agent_tty_status"
  }

  # PROMPT_COMMAND has been set anew (a start-up file read once more), which leaves the other elements of an array alone.
  __agent_tty_tell_late() {
    if [[ -z ${__agent_tty_told-} ]]; then
      __agent_tty_end "$1"
      PROMPT_COMMAND[0]=$__agent_tty_first$'\n'${PROMPT_COMMAND[0]-}
    fi
    __agent_tty_told=
  }

  # By way of variables: a shell that inherits PROMPT_COMMAND has them not, and does nothing. Quoted within, so that no
  # IFS splits them. In braces, so that neither `set -x` nor a redirected shell shows or loses anything.
  __agent_tty_first='{ ${__agent_tty_end_name:+"$__agent_tty_end_name"}; } 2>/dev/null >/dev/tty'
  __agent_tty_last='{ ${__agent_tty_begin_name:+"$__agent_tty_begin_name"}; } 2>/dev/null >/dev/tty'
  __agent_tty_end_name=__agent_tty_end
  __agent_tty_begin_name=__agent_tty_begin
  __agent_tty_was=$(declare -p PROMPT_COMMAND 2>/dev/null)
  if [[ $__agent_tty_was == 'declare -a'* ]]; then
    PROMPT_COMMAND=("$__agent_tty_first" "${PROMPT_COMMAND[@]}" "$__agent_tty_last")
  elif ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 501)) || [[ $__agent_tty_was == 'declare -'*x*' PROMPT_COMMAND'* ]]; then
    # This bash takes no array, or the user exports it, which an array cannot be.
    PROMPT_COMMAND=$__agent_tty_first$'\n'${PROMPT_COMMAND-}$'\n'$__agent_tty_last
  else
    PROMPT_COMMAND=("$__agent_tty_first"$'\n'"${PROMPT_COMMAND-}" "$__agent_tty_last")
  fi
  unset __agent_tty_last __agent_tty_was
fi
