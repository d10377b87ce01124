# fish completion for agent-tty. Load it with: agent-tty completions fish | source
# or put it into ~/.config/fish/completions/agent-tty.fish.

# Asks the program that has printed this script or, where that is gone, the one in PATH.
function __agent_tty_ask
    if test -x @EXECUTABLE@
        @PROGRAM@ $argv 2>/dev/null </dev/null
    else
        command agent-tty $argv 2>/dev/null </dev/null
    end
end

function __agent_tty_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l lines (__agent_tty_ask completions fish -- $before[2..] "$current")
    # What stands in front of a path, as in --file=notes.
    set -l prefix (string match -r -- '^--[^=]*=' "$current")
    set -l path (string replace -r -- '^--[^=]*=' '' "$current")
    switch "$lines[1]"
        case files
            printf "$prefix%s\n" (__fish_complete_path $path)
        case directories
            printf "$prefix%s\n" (__fish_complete_directories $path)
        case programs
            __fish_complete_command
        case words
            printf '%s\n' $lines[2..]
    end
end

complete -c agent-tty -e
complete -c agent-tty -k -f -a '(__agent_tty_complete)'
