import ArgumentParser
import Corpus
import Engine
import Outcomes

struct CompletionCommand: Command {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print what makes bash, zsh or fish complete pe's words.",
    discussion: """
      Commands, options, datasets, metrics, fields and files are completed by pe itself, as they are \
      in the workspace that the line names.
      """)
  static let examples = [
    Example("completion bash", "in ~/.bashrc: eval \"$(pe completion bash)\""),
    Example("completion zsh", "as _pe in a folder of $fpath"),
    Example("completion fish", "as ~/.config/fish/completions/pe.fish"),
  ]
  static let traits: Traits = [.looksOnly, .isUnrecorded]

  @Argument(help: "bash, zsh or fish.") var shell: Plain

  func outcome(in context: Context) async throws -> Outcome {
    guard let script = Self.scripts[shell.text] else {
      throw Failure(
        .usage, unknownName("shell", shell.text, known: Self.scripts.keys.sorted()))
    }
    var outcome = Outcome(command: Self.name)
    outcome.exhibits = [.verbatim(script)]
    return outcome
  }

  private static let scripts = [
    "bash": #"""
    _pe() {
      local IFS=$'\n'
      COMPREPLY=($("${COMP_WORDS[0]}" __complete bash "${COMP_LINE:0:COMP_POINT}" 2>/dev/null))
      case "${COMPREPLY[0]-}" in
        *[:/]) compopt -o nospace ;;
      esac
    }
    complete -F _pe pe

    """#,
    "zsh": #"""
    #compdef pe
    _pe() {
      local line
      local -a whole partial
      for line in "${(@f)$("$words[1]" __complete zsh "${BUFFER[1,CURSOR]}" 2>/dev/null)}"; do
        case "$line" in
          '') ;;
          *[:/]) partial+=("$line") ;;
          *) whole+=("$line") ;;
        esac
      done
      (( $#partial )) && compadd -Q -S '' -- $partial
      (( $#whole )) && compadd -Q -- $whole
    }
    if [ "$funcstack[1]" = "_pe" ]; then
      _pe "$@"
    else
      compdef _pe pe
    fi

    """#,
    "fish": #"""
    complete -c pe -f -a '(pe __complete fish (commandline -cp))'

    """#,
  ]
}
