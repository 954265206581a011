# bash completion for coder-exporter: it knows its verbs and settings itself.
_coder_exporter() {
  local cur words cword line
  _get_comp_words_by_ref -n := cur words cword || return
  line="${COMP_LINE:0:COMP_POINT}"
  mapfile -t COMPREPLY < <(compgen -W "$("${words[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$cur")
  __ltrim_colon_completions "$cur"
}
complete -o default -F _coder_exporter coder-exporter
