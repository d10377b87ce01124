# bash completion for agent-tty. Load it with: source <(agent-tty completions bash)

# Asks the program that has printed this script or, where that is gone, the one in PATH.
__agent_tty_ask() {
  if [[ -x @EXECUTABLE@ ]]; then
    @PROGRAM@ "$@"
  else
    command agent-tty "$@"
  fi 2>/dev/null </dev/null
}

# The line goes to the program as it is: nothing that has been typed is evaluated.
_agent_tty() {
  local line=${COMP_LINE:0:COMP_POINT}
  local raw=${line##*[[:space:]]} kind='' value description boundaries='' prefix='' index
  local -a values=() descriptions=()
  {
    IFS= read -r kind
    while IFS=$'\t' read -r value description; do
      values+=("$value")
      descriptions+=("$description")
    done
  } <<<"$(__agent_tty_ask completions bash -- "$line")"
  COMPREPLY=()
  case $kind in
  files) compopt -o default ;;
  directories) compopt -o dirnames ;;
  programs) mapfile -t COMPREPLY <<<"$(compgen -c -- "$raw")" ;;
  words)
    # bash replaces only what follows an = or a : in the word, where these are among its boundaries.
    [[ $COMP_WORDBREAKS == *=* ]] && boundaries+='='
    [[ $COMP_WORDBREAKS == *:* ]] && boundaries+=':'
    [[ -n $boundaries ]] && prefix=${raw%"${raw##*[$boundaries]}"}
    compopt -o nosort 2>/dev/null
    for index in "${!values[@]}"; do
      printf -v value %q "${values[index]}"
      value=${value#"$prefix"}
      # Only a list of several is shown; anything else would be inserted with its description.
      if ((${#values[@]} > 1)) && [[ $COMP_TYPE == 63 && -n ${descriptions[index]} ]]; then
        value+="  (${descriptions[index]})"
      fi
      COMPREPLY+=("$value")
    done
    ;;
  esac
}

complete -F _agent_tty agent-tty
