# agent-tty: the prompts of dash, busybox ash, mksh and ksh93 bear the marks that tell a terminal when a command ends
# (OSC 133, OSC 7). Read through ENV. The mark of PS2 is in front, so that nothing of a prompt is taken for output. In braces, so that `set -x` shows nothing of it.
{
# mksh shows it in spite of that.
case $- in *x*) set +x; __agent_tty_x=x ;; *) __agent_tty_x= ;; esac
# `set -a` would export what is made here.
__agent_tty_a=
case $- in *a*) set +a; __agent_tty_a=a ;; esac
case ${ZSH_VERSION+zsh}$- in
  *zsh*) ;;
  *i*)
    # How each line editor is told that text takes no room. The prompts only name the marks: dash cannot take an export
    # back, and in a shell that inherits the prompts all this is empty.
    __agent_tty_d= __agent_tty_p= __agent_tty_from= __agent_tty_to=
    if [ -n "${BASH_VERSION-}" ]; then
      __agent_tty_from=$(printf '\001') __agent_tty_to=$(printf '\002')
    elif [ -n "${KSH_VERSION-}" ]; then
      # The first character is the delimiter when \r follows it. ksh93 writes the \r out, over a line without an end:
      # there only where an editor counts.
      if [ -o emacs ] || [ -o gmacs ] || [ -o vi ]; then
        __agent_tty_from=$(printf '\001') __agent_tty_to=$__agent_tty_from
        __agent_tty_d=$(printf '\001\r.') __agent_tty_d=${__agent_tty_d%.}
      fi
    else
      # busybox, which says so in few builds; dash has neither of these.
      case ${BB_ASH_VERSION+builtin}$(type help; type '[[') in
        *builtin*) __agent_tty_from='\[' __agent_tty_to='\]' ;;
      esac
    fi
    __agent_tty_q=$__agent_tty_d
    __agent_tty_d=$__agent_tty_d$__agent_tty_from$(printf '\033]133;D;')
    __agent_tty_e=$(printf ';aid=@WORD@\007\033]7;file://')
    __agent_tty_f=$(printf '?aid=@WORD@\007')$__agent_tty_to
    __agent_tty_b=$__agent_tty_from$(printf '\033]133;B;aid=@WORD@\007')$__agent_tty_to
    __agent_tty_p=$__agent_tty_from$(printf '\033]133;P;aid=@WORD@\007')$__agent_tty_to
    # A `$` at the end would make `$$` with what follows.
    case ${PS1-} in *[!\\]\$ | \$) PS1=${PS1%?}'${__agent_tty_none-$}' ;; esac
    __agent_tty_status='$?'
    # ksh93 has 256 + signal for a command that a signal has ended.
    case ${KSH_VERSION-} in *Version*93*) __agent_tty_status='$(($?>256?$?-128:$?))' ;; esac
    PS1='${__agent_tty_d:+$__agent_tty_d'$__agent_tty_status'$__agent_tty_e$PWD$__agent_tty_f}'${PS1-}'${__agent_tty_b-}'
    if [ -n "${KSH_VERSION-}" ]; then
      # These expand nothing in PS2.
      PS2=$__agent_tty_q$__agent_tty_p${PS2-}
      typeset +x PS2
    else
      PS2='${__agent_tty_p-}'${PS2-}
    fi
    # bash has a mark for a start of a command.
    if [ -n "${BASH_VERSION-}" ]; then
      __agent_tty_c=$(printf '\033]133;C;aid=@WORD@\007')
      PS0='${__agent_tty_c-}'${PS0-}
    fi
    unset __agent_tty_from __agent_tty_to __agent_tty_status
    ;;
esac
case $__agent_tty_a in a) unset __agent_tty_a; set -a ;; *) unset __agent_tty_a ;; esac
case $__agent_tty_x in x) unset __agent_tty_x; set -x ;; *) unset __agent_tty_x ;; esac
:
} 2>/dev/null
