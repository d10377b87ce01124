# agent-tty: fish tells its terminal where it prompts and what becomes of its commands (OSC 133, OSC 7).
# Sourced behind the configuration.
if status is-interactive
    set -g __agent_tty_aid 'aid=@WORD@'

    # The end of a command comes before what fish itself writes behind output without a final newline.
    function __agent_tty_end --on-event fish_postexec
        builtin printf '\e]133;D;%s;%s\a' $status $__agent_tty_aid
        set -g __agent_tty_told
    end

    # A prompt that no command came before; `$status` is the user's in each handler of the event.
    function __agent_tty_begin --on-event fish_prompt
        set -l last $status
        if set -q __agent_tty_told
            set -e __agent_tty_told
        else
            builtin printf '\e]133;D;%s;%s\a' $last $__agent_tty_aid
        end
        if not builtin string match -qr '[[:cntrl:]]' -- "$PWD"
            builtin printf '\e]7;file://%s%s?%s\a' "$hostname" "$PWD" $__agent_tty_aid
        end
    end

    function __agent_tty_start --on-event fish_preexec
        set -l text (builtin string sub -l 4000 -- "$argv[1]" | builtin string collect)
        builtin printf '\e]133;C;%s;cmdline_url=%s\a' $__agent_tty_aid (builtin string escape --style=url -- "$text")
    end

    # The status that fish_prompt begins with is still the command's in the function that it calls.
    if functions -q fish_prompt
        functions -c fish_prompt __agent_tty_prompt
    else
        function __agent_tty_prompt
            builtin printf '%s> ' "$PWD"
        end
    end
    function fish_prompt
        __agent_tty_prompt
        builtin printf '\e]133;B;%s\a' $__agent_tty_aid
    end

    # A paste loses its Tabs otherwise (fish 3.6).
    builtin bind -M paste \t 'commandline -i \t'
end
