# Looks after the editions on a server, which need have no more than POSIX asks for.
#
#     sh -s -- FOLDER look
#     sh -s -- FOLDER files NAME
#     sh -s -- FOLDER switch TO PARTIAL HOLD ENDS [CLEAR...]
#     sh -s -- FOLDER clear [CLEAR...]
#     sh -s -- FOLDER drafts
#     sh -s -- FOLDER end [DRAFTS...]
#
# It prints what it has to tell in lines that begin with `broadsheet:`, since logins may print
# words of their own. server.py reads these lines, and editions.py says what the words mean.
#
# It comes over the standard input. As its last line begins it, a connection that breaks off on
# the way runs no half of it.

set -u
LC_ALL=C
export LC_ALL
unset CDPATH

tell() {
    printf 'broadsheet:%s %s\n' "$1" "$2"
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

is_there() {
    [ -e "$1" ] || [ -L "$1" ]
}

held() {
    head -n 1 held 2>/dev/null
}

is_edition() {
    case $1 in '' | .* | */*) return 1 ;; esac
    [ -d "editions/$1" ]
}

look() {
    if [ -L current ]; then
        tell current "$(readlink current)"
        if [ -d current ]; then tell shown "$(cd -P current && pwd -P)"; fi
    elif [ -e current ]; then
        tell obstacle current
    fi
    if [ -d editions ]; then
        tell editions "$(cd -P editions && pwd -P)"
    elif is_there editions; then
        tell obstacle editions
    fi
    if [ -L editions/.previous ]; then tell previous "$(readlink editions/.previous)"; fi
    for lying in editions/* editions/.*.partial; do
        if [ -d "$lying" ] && [ ! -L "$lying" ]; then tell lying "${lying#editions/}"; fi
    done
    for list in editions/.*.files; do
        if [ -f "$list" ] && read -r line <"$list"; then
            name=${list#editions/.}
            tell changes "${name%.files} $line"
        fi
    done
    if is_there held; then tell held "$(held)"; fi
}

# Tells what the list of an edition says of files, which may be megabytes. One that is damaged may
# end within a line.
files() {
    if is_edition "$1" && [ -f "editions/.$1.files" ]; then
        sed -n -e '2s/^/broadsheet:own /p' -e '3s/^/broadsheet:old /p' "editions/.$1.files"
        printf '\n'
    fi
}

# The name of the edition that readers see, by the last part of the link.
shown() {
    shown=$(readlink current)
    shown=${shown%/}
    printf '%s\n' "${shown##*/}"
}

is_shown() {
    [ "$(readlink current)" = "editions/$1" ]
}

# Leads `current` to an edition. Only to rename a link over the other is one step, and `mv` alone
# would move it into the folder behind that. GNU and BusyBox know -T, the BSDs and macOS -h.
show() {
    if is_shown "$1"; then return; fi
    rm -f .current.new
    ln -s "editions/$1" .current.new || fail "a link cannot be written"
    if [ ! -d current ]; then
        mv -f .current.new current
    else
        mv -fT .current.new current 2>/dev/null ||
            mv -fh .current.new current 2>/dev/null ||
            perl -e 'exit !rename shift, shift' .current.new current 2>/dev/null ||
            python3 -c 'import os, sys; os.replace(*sys.argv[1:])' .current.new current 2>/dev/null
    fi
    if ! is_shown "$1"; then
        # In this order, since to rename takes no room on a full disk.
        rm -f current && mv -f .current.new current
        tell note "the server cannot replace a link in one step: for a moment there was no \`current\`"
    fi
    is_shown "$1" || fail "\`current\` cannot be led to editions/$1"
}

switch() {
    to=$1 partial=$2 hold=$3 ends=$4
    shift 4
    if [ -n "$partial" ] && [ ! -d "editions/$partial" ]; then
        tell gone "$partial"
        return
    fi
    if [ -n "$hold" ]; then
        { printf '%s\n' "$hold" >.held.new && mv -f .held.new held; } || fail "readers cannot be held"
    elif [ -n "$ends" ] && [ "$(held)" = "${ends#=}" ]; then
        rm -f held || fail "the hold cannot be ended"
    fi
    if [ -z "$hold" ] && is_there held; then
        clear_away "$partial"
        return
    fi
    if [ -n "$partial" ] && [ ! -d "editions/$to" ]; then
        list=editions/$partial/.broadsheet.edition
        if [ -f "$list" ]; then
            mv -f "$list" "editions/.$to.files" || fail "the list of the edition cannot be moved"
        fi
        mv "editions/$partial" "editions/$to" || fail "the edition cannot be renamed"
    fi
    if [ -n "$to" ]; then lead "$to"; fi
    clear_away "$partial" "$@"
}

lead() {
    is_edition "$1" || fail "there is no edition $1 any more"
    before=$(shown)
    if is_edition "$before" && [ "$before" != "$1" ]; then
        rm -f editions/.previous
        ln -s "$before" editions/.previous || fail "a link cannot be written"
    fi
    show "$1"
    # Somebody may have gone back to another edition since we looked. Who does so holds readers
    # first, and leads them then, so that one of the two of us sees it.
    if [ -z "$hold" ] && is_there held; then
        before=$(held)
        before=${before%% *}
        if is_edition "$before"; then show "$before"; fi
    fi
}

# Deletes what lies in `editions`. It is renamed first: what is half gone must not look whole, and
# somebody who is still copying into it must not take it for whole either.
clear_away() {
    for name in "$@"; do
        case $name in '' | */* | . | ..) continue ;; esac
        if [ "$name" = "$(shown)" ] || [ ! -d "editions/$name" ]; then continue; fi
        stem=${name#.}
        stem=${stem#gone.}
        gone=.gone.${stem%.partial}.partial
        if [ "$name" != "$gone" ]; then
            rm -rf "editions/$gone"
            mv "editions/$name" "editions/$gone"
        fi
        rm -rf "editions/$gone"
        if [ -d "editions/$name" ] || [ -d "editions/$gone" ]; then
            tell note "editions/$name cannot be deleted"
        fi
    done
    for list in editions/.*.files; do
        name=${list#editions/.}
        if [ -f "$list" ] && [ ! -d "editions/${name%.files}" ]; then rm -f "$list"; fi
    done
}

# Tells the folders of links to drafts, which lie side by side.
drafts() {
    for lying in draft-*; do
        if [ -d "$lying" ] && [ ! -L "$lying" ]; then tell drafts "$lying"; fi
    done
}

# Deletes such folders. Each is renamed first, so that nobody sees the half of one.
end_drafts() {
    rm -rf .gone.draft-*
    for name in "$@"; do
        case $name in */*) continue ;; draft-*) ;; *) continue ;; esac
        if [ ! -d "$name" ] || [ -L "$name" ]; then continue; fi
        mv "$name" ".gone.$name"
        rm -rf ".gone.$name"
        if [ -d "$name" ] || [ -d ".gone.$name" ]; then tell note "$name cannot be deleted"; fi
    done
}

main() {
    folder=$1 task=$2
    shift 2
    if [ -d "$folder" ]; then
        cd "$folder" || fail "Permission denied"
        case $task in
        look) look ;;
        files) files "$@" ;;
        switch) switch "$@" && look ;;
        clear) clear_away "$@" ;;
        drafts) drafts ;;
        end) end_drafts "$@" ;;
        esac
    elif is_there "$folder"; then
        tell obstacle .
    fi
    tell end "$task"
}

main "$@"
exit
