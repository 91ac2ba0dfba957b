# taizhang.bash: completion of commands, options and their values for bash. The program itself says
# what may stand where (taizhang __complete); this only shows it. bash-completion loads it by its
# name; without that, read it from ~/.bashrc.

_taizhang() {
  local IFS=$'\n' cur=${COMP_WORDS[COMP_CWORD]} line word
  local -a lines words shown
  COMPREPLY=()
  mapfile -t lines < <("${COMP_WORDS[0]}" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
  [[ $cur == '=' ]] && cur=
  for line in "${lines[@]}"; do
    case $line in
    :files)
      compopt -o filenames 2>/dev/null
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$cur")
      ;;
    :folders)
      compopt -o filenames 2>/dev/null
      mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$cur")
      ;;
    *)
      # What several begin with is inserted too, and names are what somebody wrote.
      word=${line%%$'\t'*}
      [[ $word == *[[:space:]\'\"\\\$\`\&\;\|\<\>\(\)\*\?\[\#\!\{\}~]* ]] && printf -v word %q "$word"
      words+=("$word")
      shown+=("$word"$'\t'"${line#*$'\t'}")
      ;;
    esac
  done
  # Alone, the word; beside others, what it is too, which readline shows and never inserts, since
  # the words differ before it. Asked for words only (as a script may), the words.
  if [[ ${#words[@]} -eq 1 || -z ${COMP_TYPE-} || ${COMP_TYPE-} -eq 37 || ${COMP_TYPE-} -eq 42 ]]; then
    COMPREPLY+=("${words[@]}")
  else
    for line in "${shown[@]}"; do
      word=${line%%$'\t'*}
      line=${line#*$'\t'}
      COMPREPLY+=("$word${line:+  -- ${line:0:$((${COLUMNS:-80} / 2 - 10))}}")
    done
  fi
}

complete -o nosort -F _taizhang taizhang 2>/dev/null || complete -F _taizhang taizhang
