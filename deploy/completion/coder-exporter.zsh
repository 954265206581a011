#compdef coder-exporter
# zsh completion for coder-exporter: it knows its verbs and settings itself.
_coder_exporter() {
  local line="${(j: :)words[1,CURRENT]}"
  local -a suggestions
  suggestions=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
  compadd -- ${suggestions:#/*} || _files
}
_coder_exporter "$@"
