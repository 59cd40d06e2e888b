import Language
import Verbs

/// Scripts that teach a shell the words of the command line.
enum ShellCompletion: String, CaseIterable {
  case bash, zsh

  private static let commands = ["run", "verify", "test", "report", "fmt", "help", "completion"]
  private static let options = [
    "-c", "--set", "--threads", "--instructions", "--lock", "--timings", "--show", "--watch", "--update", "--junit",
    "--to", "--check", "--version", "--help",
  ]

  var text: String {
    let commands = Self.commands.joined(separator: " "), options = Self.options.joined(separator: " ")
    // A verb of two words is completed by its first one.
    let first = Catalog.standard.names.map { String($0.prefix { $0 != " " }) }
    let topics = (Set(first).sorted() + ["--all", "--man"]).joined(separator: " ")
    let shells = Self.allCases.map(\.rawValue).joined(separator: " ")
    return switch self {
    case .bash:
      """
      # Completion for bash: source <(carnet completion bash)
      _carnet() {
        local word="${COMP_WORDS[COMP_CWORD]}" words
        case "${COMP_WORDS[1]}" in
          help) words="\(topics)" ;;
          completion) words="\(shells)" ;;
          *) words="\(options)"; [ "$COMP_CWORD" -eq 1 ] && words="\(commands) $words" ;;
        esac
        COMPREPLY=($(compgen -W "$words" -- "$word"))
        case "${COMP_WORDS[1]}" in
          run|verify|test|report|fmt) COMPREPLY+=($(compgen -f -- "$word")) ;;
        esac
      }
      complete -F _carnet carnet
      """
    case .zsh:
      """
      #compdef carnet
      # Completion for zsh: source <(carnet completion zsh)
      _carnet() {
        if (( CURRENT == 2 )); then
          compadd -- \(commands) \(options)
          return
        fi
        case "${words[2]}" in
          help) compadd -- \(topics) ;;
          completion) compadd -- \(shells) ;;
          *) compadd -- \(options); _files ;;
        esac
      }
      compdef _carnet carnet
      """
    }
  }
}
