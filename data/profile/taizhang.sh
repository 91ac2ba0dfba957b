# taizhang.sh: what is late and what comes due, at every login. It is off until somebody links it
# into /etc/profile.d, whose files every login shell reads (POSIX sh; nothing may be left behind).
#
# Silent in shells that no person types in, where the program is not found, and before there is a
# ledger. A login never fails for it.
case $- in
*i*)
  (
    case ${XDG_DATA_HOME:-} in
    /*) data=$XDG_DATA_HOME ;;
    *) data=${HOME:-}/.local/share ;;
    esac
    if [ -e "${TAIZHANG_DB:-$data/taizhang/taizhang.db}" ] && command -v taizhang >/dev/null; then
      taizhang remind </dev/null
    fi
  ) || :
  ;;
esac
