# agent-tty: fish tells its terminal where it prompts and what becomes of its commands (OSC 133, OSC 7).
# Sourced behind the configuration.
if status is-interactive
    set -g __agent_tty_aid 'aid=@WORD@'

    function __agent_tty_begin --on-event fish_prompt
        if not builtin string match -qr '[[:cntrl:]]' -- "$PWD"
            builtin printf '\e]7;file://%s%s?%s\a' $hostname "$PWD" $__agent_tty_aid
        end
        builtin printf '\e]133;A;%s\a' $__agent_tty_aid
    end

    function __agent_tty_start --on-event fish_preexec
        set -l text (builtin string sub -l 4000 -- "$argv[1]" | builtin string collect)
        builtin printf '\e]133;C;%s;cmdline_url=%s\a' $__agent_tty_aid (builtin string escape --style=url -- "$text")
    end

    function __agent_tty_end --on-event fish_postexec
        builtin printf '\e]133;D;%s;%s\a' $status $__agent_tty_aid
    end

    if functions -q fish_prompt
        functions -c fish_prompt __agent_tty_prompt
        function fish_prompt
            __agent_tty_prompt
            builtin printf '\e]133;B;%s\a' $__agent_tty_aid
        end
    end
end
