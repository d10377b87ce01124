#compdef agent-tty
# zsh completion for agent-tty. Load it with: source <(agent-tty completions zsh)
# or put it into a directory of $fpath as _agent-tty.

# Asks the program that has printed this script or, where that is gone, the one in PATH.
__agent-tty-ask() {
  if [[ -x @EXECUTABLE@ ]]; then
    @PROGRAM@ "$@"
  else
    command agent-tty "$@"
  fi 2>/dev/null </dev/null
}

# (Q) takes the quotes off and expands nothing: what has been typed is not evaluated.
_agent-tty() {
  local kind line value
  local -a typed lines values shown
  local -i width=0
  typed=("${(@)words[2,CURRENT]}")
  typed[-1]=$PREFIX
  lines=("${(@f)$(__agent-tty-ask completions zsh -- "${(@Q)typed}")}")
  kind=$lines[1]
  case $kind in
    files) compset -P '--*='; _files ;;
    directories) compset -P '--*='; _files -/ ;;
    programs) _command_names -e ;;
    words)
      for line in "${(@)lines[2,-1]}"; do
        value=${line%%$'\t'*}
        values+=("$value")
        (( $#value > width )) && width=$#value
      done
      for line in "${(@)lines[2,-1]}"; do
        shown+=("${(r:width:)${line%%$'\t'*}}  ${line#*$'\t'}")
      done
      # In the order they came in: the likeliest first.
      if [[ "$lines" == *$'\t'[^[:space:]]* ]]; then
        compadd -l -V agent-tty -d shown -a values
      else
        compadd -V agent-tty -a values
      fi
      ;;
  esac
}

# As a file of $fpath this is run for the first completion; sourced, it announces itself.
if [[ ${funcstack[1]} == _agent-tty ]]; then
  _agent-tty "$@"
else
  (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i -D }
  compdef _agent-tty agent-tty
fi
