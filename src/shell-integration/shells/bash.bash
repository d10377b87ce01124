# agent-tty: the prompts of bash bear the marks that tell a terminal when a command ends (OSC 133, OSC 7).
# Sourced once, behind the start-up files. `builtin` throughout: the user may have functions of the same names.
# In braces, so that `set -x` shows nothing of it.
{
if [ -n "${BASH_VERSION-}" ] && ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) && [[ $- == *i* ]]; then
  # What the prompts hold. They only name the marks: in a shell that inherits the prompts all this is empty.
  # `$?` in a prompt is the status of the user's command, whatever PROMPT_COMMAND has run since.
  __agent_tty_ps1_head='${__agent_tty_d:+$__agent_tty_d$?$__agent_tty_e}${__agent_tty_w:+$__agent_tty_w${PWD##*[[:cntrl:]]*}$__agent_tty_f}'
  __agent_tty_ps1_tail='${__agent_tty_b-}'
  # For a `$` in front of a tail, which would make `$$` of it.
  __agent_tty_dollar='${__agent_tty_none-$}'
  __agent_tty_ps2_tail='${__agent_tty_p-}'
  __agent_tty_ps0_head='${__agent_tty_c-}'
  # The same without `promptvars`; the status is then printed by the hook.
  __agent_tty_lit1='\[\e]133;B;aid=@WORD@\a\]'
  __agent_tty_lit2='\[\e]133;P;aid=@WORD@\a\]'
  __agent_tty_lit0='\e]133;C;aid=@WORD@\a'
  __agent_tty_host=${HOSTNAME-}
  __agent_tty_c=$'\e]133;C;aid=@WORD@\a'

  # The element of PROMPT_COMMAND: on lines of their own, as bash-preexec compares them. It sees the terminal as 9.
  __agent_tty_element=$'{\n__agent_tty_prompt $?\n} 9>&2 >/dev/null 2>&1'
  # The same in a string, which may be exported: a shell that inherits it does nothing.
  __agent_tty_string=$'{\n${__agent_tty_name:+"$__agent_tty_name" $?}\n} 9>&2 >/dev/null 2>&1'
  __agent_tty_name=__agent_tty_prompt

  # Sets the variables that the prompts name; without a line editor nothing takes \001 and \002 out.
  __agent_tty_values() {
    builtin local from= to=
    if [[ -o emacs || -o vi ]]; then from=$'\001' to=$'\002'; fi
    __agent_tty_d=$from$'\e]133;D;'
    __agent_tty_e=$';aid=@WORD@\a'$to
    __agent_tty_f=$'?aid=@WORD@\a'$to
    __agent_tty_b=$from$'\e]133;B;aid=@WORD@\a'$to
    __agent_tty_p=$from$'\e]133;P;aid=@WORD@\a'$to
    __agent_tty_w=
    if [[ ${PWD-} != *[[:cntrl:]]* ]]; then __agent_tty_w=$from$'\e]7;file://'$__agent_tty_host; fi
  }

  # Plants the marks into variable $1: text $2 in front, $3 behind, and nothing of them elsewhere. `printf -v` does not
  # abort where the variable is read-only.
  __agent_tty_plant() {
    builtin local now="${!1-}" mark
    now=${now//"$__agent_tty_dollar$3"/\$}
    for mark in "$__agent_tty_ps1_head" "$__agent_tty_ps1_tail" "$__agent_tty_ps2_tail" "$__agent_tty_ps0_head" \
      "$__agent_tty_lit1" "$__agent_tty_lit2" "$__agent_tty_lit0"; do
      now=${now//"$mark"/}
    done
    if [[ $3 == \$* && $now == *\$ && $now != *\\\$ ]]; then now=${now%?}$__agent_tty_dollar; fi
    now=$2$now$3
    if [[ ${!1-} != "$now" ]]; then builtin printf -v "$1" %s "$now" || builtin return 0; fi
  }

  # $1: "head" where the prompt itself is to tell the status, "tail" where it is not, "none" for no mark at all.
  __agent_tty_plant_all() {
    if [[ $1 == none ]]; then
      __agent_tty_plant PS1 "" ""
      if [[ -n ${PS2-} ]]; then __agent_tty_plant PS2 "" ""; fi
      if [[ -n ${PS0-} ]]; then __agent_tty_plant PS0 "" ""; fi
    elif builtin shopt -q promptvars; then
      if [[ $1 == head ]]; then
        __agent_tty_plant PS1 "$__agent_tty_ps1_head" "$__agent_tty_ps1_tail"
      else
        __agent_tty_plant PS1 "" "$__agent_tty_ps1_tail"
      fi
      __agent_tty_plant PS2 "" "$__agent_tty_ps2_tail"
      __agent_tty_plant PS0 "$__agent_tty_ps0_head" ""
    else
      __agent_tty_plant PS1 "" "$__agent_tty_lit1"
      __agent_tty_plant PS2 "" "$__agent_tty_lit2"
      __agent_tty_plant PS0 "$__agent_tty_lit0" ""
    fi
  }

  # bash runs a copy of the list, so what is put behind comes into effect at the next prompt only.
  # Returns whether this hook is the last to run.
  __agent_tty_stay_last() {
    builtin local flags="${PROMPT_COMMAND[*]@a}" at text= last=
    if [[ $flags != *a* ]]; then
      if [[ ${PROMPT_COMMAND-} == *"$__agent_tty_string" ]]; then builtin return 0; fi
      if [[ ${PROMPT_COMMAND-} != *"$__agent_tty_string"* ]]; then builtin return 1; fi
      text=${PROMPT_COMMAND//"$__agent_tty_string"/:}
      builtin printf -v PROMPT_COMMAND %s "$text"$'\n'"$__agent_tty_string" || builtin return 1
      builtin return 1
    fi
    if [[ $flags == *x* && $flags != *r* ]]; then
      # An array is not exported; the text is.
      for at in "${!PROMPT_COMMAND[@]}"; do
        if [[ ${PROMPT_COMMAND[at]} != "$__agent_tty_element" ]]; then text+=${PROMPT_COMMAND[at]}$'\n'; fi
      done
      builtin unset -v PROMPT_COMMAND
      builtin printf -v PROMPT_COMMAND %s "$text$__agent_tty_string"
      builtin export PROMPT_COMMAND
      builtin return 1
    fi
    for at in "${!PROMPT_COMMAND[@]}"; do last=$at; done
    if [[ ${PROMPT_COMMAND[last]} == "$__agent_tty_element" ]]; then last=yes; fi
    if [[ $last == yes && ${PROMPT_COMMAND[*]} != *"$__agent_tty_element"*"$__agent_tty_element"* ]]; then builtin return 0; fi
    for at in "${!PROMPT_COMMAND[@]}"; do
      if [[ ${PROMPT_COMMAND[at]} == "$__agent_tty_element" ]]; then builtin unset -v "PROMPT_COMMAND[$at]" || builtin return 1; fi
    done
    # Element 0 is the user's own, also where it is unset.
    builtin printf -v "PROMPT_COMMAND[$((at + 1))]" %s "$__agent_tty_element"
    builtin return 1
  }

  # The last of PROMPT_COMMAND; $1 is the status. `local -`: the options are the user's again afterwards.
  __agent_tty_prompt() {
    builtin local -
    builtin set +aefkuxET
    builtin local told=
    # In a string, what stands in front of the hook has changed `$?`: only the prompt can tell it.
    if [[ ${PROMPT_COMMAND[*]@a} != *a* && ${PROMPT_COMMAND-} != "$__agent_tty_string"* ]]; then builtin set -- ""; fi
    __agent_tty_values
    if [[ ! -t 9 ]]; then
      # The prompt goes to a file, where no mark belongs.
      __agent_tty_plant_all none
      told=BD
    elif __agent_tty_stay_last; then
      __agent_tty_plant_all head
    else
      __agent_tty_plant_all tail
    fi
    # In an element of its own the hook has the status, too, and tells the end before the line editor writes anything. The
    # prompt then repeats it.
    builtin local repeats=
    if [[ ${PS1-} != *"$__agent_tty_ps1_head"* ]] || ! builtin shopt -q promptvars; then
      told+=D
    elif [[ ${PROMPT_COMMAND[*]@a} == *a* ]]; then
      told+=D repeats=';repeats=1'
    fi
    if [[ -n $told ]]; then
      {
        builtin printf '\e]133;D;%s;aid=@WORD@%s\a' "$1" "$repeats"
        if [[ -n $__agent_tty_w ]]; then builtin printf '\e]7;file://%s%s?aid=@WORD@\a' "$__agent_tty_host" "$PWD"; fi
        if [[ $told == B* ]]; then builtin printf '\e]133;B;aid=@WORD@\a'; fi
      } >/dev/tty
    fi
    builtin return 0
  }

  __agent_tty_install() {
    builtin local -
    builtin set +aefkuxET
    builtin local was
    was=$(builtin declare -p PROMPT_COMMAND)
    if [[ $was =~ ^declare\ -[^\ ]*r ]]; then
      # No hook: the prompts have the marks for as long as nobody sets them anew.
      __agent_tty_values
      __agent_tty_plant_all head
    elif [[ $was =~ ^declare\ -[^\ ]*a ]] || { ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 501)) && ! [[ $was =~ ^declare\ -[^\ ]*x ]]; }; then
      builtin local at=0 last=0
      for at in "${!PROMPT_COMMAND[@]}"; do last=$at; done
      builtin printf -v "PROMPT_COMMAND[$((last + 1))]" %s "$__agent_tty_element"
    else
      # This bash takes no array, or the user exports it.
      builtin printf -v PROMPT_COMMAND %s "${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}$__agent_tty_string"
    fi
    # vi's normal mode takes no paste otherwise.
    if [[ -o emacs || -o vi ]]; then builtin bind -m vi-command '"\e[200~": bracketed-paste-begin'; fi
    # `set -a` in a start-up file exports what is made.
    builtin export -n __agent_tty_{ps1_head,ps1_tail,ps2_tail,ps0_head,dollar,lit0,lit1,lit2,host,c,d,e,f,b,p,w,element,string,name}
    builtin export -fn __agent_tty_{values,plant,plant_all,stay_last,prompt}
    builtin unset -f __agent_tty_install
  }
  __agent_tty_install
fi
} 2>/dev/null
